import type { TokenDocument } from "./token-document.ts";

/** A session ends when it was not used for so long. */
export const SESSION_IDLE_MS = 30 * 24 * 3_600_000;

/** When a token ends by itself, milliseconds since the epoch; `Infinity` where it does not. */
export function findEnd(token: TokenDocument, lastUsedAt: number | undefined): number {
  if (token.kind === "session") return (lastUsedAt ?? parseInstant(token.createdAt)) + SESSION_IDLE_MS;
  return token.expiresAt === null ? Number.POSITIVE_INFINITY : parseInstant(token.expiresAt);
}

/** A time that cannot be read is long past: the token ends. */
function parseInstant(text: string): number {
  const epochMs = Date.parse(text);
  return Number.isNaN(epochMs) ? 0 : epochMs;
}

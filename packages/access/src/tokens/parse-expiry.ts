import { ApiFailure } from "@hos/protocol/rest";
import { toInstant } from "@hos/runtime";

const FORM = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** Reads when a token is to end, in the form that is stored; `null`: never. @throws {ApiFailure} INVALID_REQUEST */
export function parseExpiry(text: string | null | undefined, now: number): string | null {
  if (text === null || text === undefined) return null;
  const epochMs = FORM.test(text) ? Date.parse(text) : Number.NaN;
  if (epochMs > now) return toInstant(epochMs);
  const message = Number.isNaN(epochMs)
    ? "expiresAt must be an instant of ISO 8601 with a time zone, such as 2027-01-31T00:00:00.000Z."
    : "expiresAt must be in the future.";
  throw new ApiFailure("INVALID_REQUEST", "Invalid token request.", { details: [message] });
}

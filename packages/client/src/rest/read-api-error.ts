import { isJsonObject } from "@hos/protocol";
import type { ApiError } from "@hos/protocol/rest";

/** Reads the error shape of the client API; anything else is `undefined`. */
export function readApiError(body: unknown): ApiError | undefined {
  if (!isJsonObject(body) || body["ok"] !== false) return undefined;
  const { code, error, details, commandId } = body;
  if (typeof code !== "string" || typeof error !== "string") return undefined;
  return {
    ok: false,
    code,
    error,
    details: Array.isArray(details) ? details.filter((detail) => typeof detail === "string") : [],
    ...(typeof commandId === "string" ? { commandId } : {}),
  };
}

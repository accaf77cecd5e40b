import { ConnectionError } from "./errors/connection-error.ts";
import type { TokenSource } from "./token-source.ts";

/** The token of now. @throws {ConnectionError} TOKEN_FAILED where the function of the app throws. */
export async function readToken(source: TokenSource | undefined): Promise<string | undefined> {
  if (typeof source !== "function") return source;
  try {
    return await source();
  } catch (cause) {
    throw new ConnectionError("TOKEN_FAILED", "The token function of the app failed.", { cause });
  }
}

import type { ApiContext } from "./api-context.ts";

/** The headers that are read of every command. */
export type KnownHeader = "authorization" | "content-type" | "content-length" | "idempotency-key";

/** A header of a request. Those of Node are at hand; those of the Request would all be made for this one. */
export function readHeader(
  { env, req }: Pick<ApiContext, "req"> & Partial<ApiContext>,
  name: KnownHeader,
): string | undefined {
  // An app that is asked without a server has no environment.
  const value = env?.incoming?.headers[name];
  return typeof value === "string" ? value : req.header(name);
}

import type { Logger } from "@hos/runtime";
import type { ApiContext } from "./api-context.ts";
import { createErrorBody, toApiFailure } from "./create-error-body.ts";

/** Answers a request with what its handler threw: the one way from an error to a status. */
export function answerFailure(error: unknown, c: ApiContext, logger: Logger): Response {
  const failure = toApiFailure(error);
  const { code, status, retryAfterS } = failure;
  if (code === "INTERNAL" || code === "STORAGE_UNAVAILABLE") {
    logger.error("A request failed.", { path: c.req.path, err: failure.cause ?? failure });
  }
  if (retryAfterS !== undefined) c.header("retry-after", String(retryAfterS));
  if (status === 401) c.header("www-authenticate", "Bearer");
  return c.json(createErrorBody(failure), status);
}

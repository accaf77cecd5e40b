import type { Removed } from "@hos/protocol/rest";
import type { ApiContext } from "./api-context.ts";

/** Answers that it was done, where there is nothing else to tell. */
export function answerDone(c: ApiContext): Response {
  return c.json({ ok: true } satisfies Removed);
}

import { ApiFailure } from "@hos/protocol/rest";
import { caught } from "../caught.ts";

/** What `task` throws, which must be an ApiFailure. */
export function catchApiFailure(task: () => unknown): ApiFailure {
  const error = caught(task);
  if (error instanceof ApiFailure) return error;
  throw new Error("Expected an ApiFailure.", { cause: error });
}

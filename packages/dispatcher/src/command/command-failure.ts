import type { ApiErrorCode } from "@hos/protocol/rest";

/** Why a command did not succeed, as its caller is told. */
export interface CommandFailure {
  readonly code: ApiErrorCode;
  /** What went wrong, in one sentence. */
  readonly error: string;
  /** More sentences: whether it was sent, whether the outcome is known, what to do. */
  readonly details: readonly string[];
}

import type { ApiErrorCode } from "@hos/protocol/rest";
import { ApiClientError } from "./api-client-error.ts";
import type { ConnectionError, ConnectionErrorCode } from "./connection-error.ts";

/** The codes with a status of 500 and above that still say for certain that the deed was not done. */
const CERTAIN_CODES: ReadonlySet<string> = new Set<ApiErrorCode>([
  "DRIVER_REJECTED",
  "DRIVER_OFFLINE",
  "STORAGE_UNAVAILABLE",
]);

/** A command failed, or its outcome could not be learned. `cause` is the error that it was made of. */
export class CommandError extends Error {
  override readonly name = "CommandError";
  /** What the hub said, or why it could not be asked. */
  readonly code: ApiErrorCode | ConnectionErrorCode | (string & {});
  /** One sentence a fault, each naming its path. */
  readonly details: readonly string[];
  /** The id in the command journal; `undefined` where no answer of the hub carried one. */
  readonly commandId: string | undefined;
  /** The HTTP status; `undefined` where the hub did not answer. */
  readonly status: number | undefined;
  /** `true`: it was not carried out. `false`: it may or may not have been; look at the state or at the journal. */
  readonly outcomeKnown: boolean;

  constructor(cause: ApiClientError | ConnectionError) {
    super(cause.message, { cause });
    const answer = cause instanceof ApiClientError ? cause : undefined;
    this.code = cause.code;
    this.details = answer?.details ?? [];
    this.commandId = answer?.commandId;
    this.status = answer?.status;
    this.outcomeKnown = answer !== undefined && (answer.status < 500 || CERTAIN_CODES.has(answer.code));
  }
}

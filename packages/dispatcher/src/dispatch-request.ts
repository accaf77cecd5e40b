import type { JsonObject } from "@hos/protocol";
import type { CommandOrigin, CommandWait } from "@hos/protocol/rest";

/** What a caller asks of a device. */
export interface DispatchRequest {
  readonly deviceId: string;
  readonly command: string;
  /** @default {} */
  readonly payload?: JsonObject;
  /** Milliseconds from now to the deadline, waiting in the queue included. @default LIMITS.commandTimeoutMs (5000) */
  readonly timeoutMs?: number;
  /** What the answer waits for. @default "result" */
  readonly wait?: CommandWait;
  /** The same key with the same request is the same command. 1-128 characters. */
  readonly idempotencyKey?: string;
  readonly origin: CommandOrigin;
}

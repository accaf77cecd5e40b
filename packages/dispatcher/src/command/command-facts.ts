import type { DriverIdentity, JsonObject } from "@hos/protocol";
import type { CommandWait } from "@hos/protocol/rest";

/** What is fixed about a command from the moment it is accepted. */
export interface CommandFacts {
  /** The command id; on the wire the request id. */
  readonly id: string;
  readonly deviceId: string;
  readonly command: string;
  /** In the canonical form of the catalogue. */
  readonly payload: JsonObject;
  /** The payload as it may be told, without its secrets: in the journal, in events, everywhere but to the driver. */
  readonly toldPayload: JsonObject;
  readonly owner: DriverIdentity;
  /** Whether it is sent at once, beside what is under way. */
  readonly interrupts: boolean;
  /** State fields and the values that show it took effect; `undefined` where nothing can show it. */
  readonly expectedState: JsonObject | undefined;
  readonly wait: CommandWait;
  /** Milliseconds from `requestedAt` to the deadline. */
  readonly timeoutMs: number;
  /** Milliseconds since the Unix epoch. */
  readonly requestedAt: number;
}

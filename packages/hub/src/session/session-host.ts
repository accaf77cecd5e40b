import type { DriverIdentity } from "@hos/protocol";
import type { Clock, Logger } from "@hos/runtime";
import type { DriverAdmission } from "../gateway/driver-admission.ts";
import type { GatewayPorts } from "../gateway/gateway-ports.ts";
import type { HubLimits } from "../hub-limits.ts";
import type { DriverSession } from "./driver-session.ts";
import type { SessionState } from "./session-state.ts";
import type { TurnCounter } from "./turn-counter.ts";

/** What a session needs of the gateway that opened it. Nothing of it may throw, the admission aside. */
export interface SessionHost {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly limits: HubLimits;
  readonly serverVersion: string;
  readonly turns: TurnCounter;
  readonly ports: GatewayPorts;
  readonly admission: DriverAdmission;
  /** Whether one more session from there may wait for a person's approval. */
  mayWait(address: string | null): boolean;
  /** Makes `session` the one of `driver`; an older one ends. Called before REGISTERED is sent. */
  claim(session: DriverSession, driver: DriverIdentity): void;
  /** A session came to another state than `before`. Of one that is over, the socket may still be there. */
  moved(session: DriverSession, before: SessionState): void;
  /** Something of a socket that is not registered was not accepted, or it was ended by the hub. */
  refused(address: string | null, reason: string): void;
  /** The socket is gone. */
  gone(session: DriverSession): void;
}

/** What a session is told when its socket is opened. */
export interface SessionOrigin {
  readonly id: string;
  /** Where the driver connects from; `null` where that is not known. */
  readonly address: string | null;
  /** The credential of the upgrade request. */
  readonly token: string | undefined;
  /** Called before each frame that is sent: it may wait for others of the same turn. @default each goes out at once */
  readonly gather?: () => void;
}

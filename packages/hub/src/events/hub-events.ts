import type { DriverIdentity, ProtocolError } from "@hos/protocol";
import type { LiveEvent } from "@hos/protocol/live";
import type { SessionEnd } from "../session/session-state.ts";

/** A driver registered. */
export interface SessionOpened {
  readonly driver: DriverIdentity;
  readonly sessionId: string;
  /** Network address of the driver, where the socket knows it. */
  readonly address: string | null;
}

/** A registered session ended; `end` says how. */
export interface SessionClosed {
  readonly driver: DriverIdentity;
  readonly sessionId: string;
  readonly end: SessionEnd;
}

/** A frame was answered with an error. */
export interface FrameRejected {
  /** `undefined` before registration. */
  readonly driver: DriverIdentity | undefined;
  readonly sessionId: string;
  readonly error: ProtocolError;
}

/** What happens in a hub, by name. */
export interface HubEvents {
  /** Every live event: changes of devices, the coming and going of drivers, the progress of commands. */
  live: LiveEvent;
  sessionOpened: SessionOpened;
  /** At the moment the session counts as lost, which may be before its socket is closed. */
  sessionClosed: SessionClosed;
  frameRejected: FrameRejected;
}

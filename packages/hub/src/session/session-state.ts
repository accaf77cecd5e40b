import type { DriverIdentity } from "@hos/protocol";

/** How a session ended. */
export interface SessionEnd {
  /** The WebSocket close code; 1006 where the connection was cut. */
  readonly code: number;
  /** Why, in one short text: one of {@link SESSION_END_REASONS}. */
  readonly reason: string;
}

/** Why a session ended. */
export const SESSION_END_REASONS = {
  CLOSED_BY_DRIVER: "closed_by_driver",
  CONNECTION_LOST: "connection_lost",
  HEARTBEAT_LOST: "heartbeat_lost",
  FRAME_TOO_LARGE: "frame_too_large",
  INVALID_WEBSOCKET_FRAME: "invalid_websocket_frame",
  NOT_READING: "not_reading",
  REPLACED: "replaced",
  REGISTER_TIMEOUT: "register_timeout",
  /** Nobody approved the driver in time, or the code was voided. */
  PAIRING_EXPIRED: "pairing_expired",
  UNAUTHORIZED: "unauthorized",
  /** There is no room for one more that has not registered. */
  NO_ROOM: "no_room",
  /** It sent too much before it registered. */
  TOO_MUCH_UNREGISTERED: "too_much_unregistered",
  UNSUPPORTED_VERSION: "unsupported_version",
  HUB_STOPPING: "hub_stopping",
  HUB_RESTARTING: "hub_restarting",
} as const;

/** Where a session stands. Events count only while it is registered. */
export type SessionState =
  /** CONNECTED was sent, perhaps PAIRED too; the driver has to register. */
  | { readonly phase: "greeted" }
  /** PAIRING_REQUIRED was sent with `code`: a person has to approve the driver. */
  | { readonly phase: "waiting"; readonly driver: DriverIdentity; readonly code: string }
  | { readonly phase: "registered"; readonly driver: DriverIdentity }
  /** The session is over; the closing handshake of the socket runs. */
  | { readonly phase: "closing"; readonly end: SessionEnd }
  | { readonly phase: "closed"; readonly end: SessionEnd };

/** What can happen to a session. */
export type SessionStep =
  | { readonly type: "register"; readonly driver: DriverIdentity }
  | { readonly type: "wait"; readonly driver: DriverIdentity; readonly code: string }
  /** A person approved it; it has to register with its token now. */
  | { readonly type: "pair" }
  /** The hub ends it, or its input cannot be read any more. */
  | { readonly type: "close"; readonly end: SessionEnd }
  /** The socket is gone. */
  | { readonly type: "drop"; readonly end: SessionEnd };

/** The one transition function of a session. A step that does not apply gives the same state back. */
export function nextSessionState(state: SessionState, step: SessionStep): SessionState {
  switch (step.type) {
    case "register":
      return state.phase === "greeted" ? { phase: "registered", driver: step.driver } : state;
    case "wait":
      return state.phase === "greeted" ? { phase: "waiting", driver: step.driver, code: step.code } : state;
    case "pair":
      return state.phase === "waiting" ? { phase: "greeted" } : state;
    case "close":
      return isOver(state) ? state : { phase: "closing", end: step.end };
    case "drop":
      // The first reason is the true one: what the socket says afterwards follows from it.
      return state.phase === "closed" ? state : { phase: "closed", end: endOf(state) ?? step.end };
    default:
      return state;
  }
}

function endOf(state: SessionState): SessionEnd | undefined {
  return "end" in state ? state.end : undefined;
}

function isOver(state: SessionState): boolean {
  return state.phase === "closing" || state.phase === "closed";
}

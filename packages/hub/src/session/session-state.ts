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
  UNSUPPORTED_VERSION: "unsupported_version",
  HUB_STOPPING: "hub_stopping",
  HUB_RESTARTING: "hub_restarting",
} as const;

/** Where a session stands. Frames count only in the first two phases. */
export type SessionState =
  /** CONNECTED was sent; the driver has to register. */
  | { readonly phase: "greeted" }
  | { readonly phase: "registered"; readonly driver: DriverIdentity }
  /** The session is over; the closing handshake of the socket runs. */
  | { readonly phase: "closing"; readonly end: SessionEnd }
  | { readonly phase: "closed"; readonly end: SessionEnd };

/** What can happen to a session. */
export type SessionStep =
  | { readonly type: "register"; readonly driver: DriverIdentity }
  /** The hub ends it, or its input cannot be read any more. */
  | { readonly type: "close"; readonly end: SessionEnd }
  /** The socket is gone. */
  | { readonly type: "drop"; readonly end: SessionEnd };

/** The one transition function of a session. A step that does not apply gives the same state back. */
export function nextSessionState(state: SessionState, step: SessionStep): SessionState {
  if (state.phase === "closed") return state;
  if (step.type === "register") {
    return state.phase === "greeted" ? { phase: "registered", driver: step.driver } : state;
  }
  if (state.phase === "closing") {
    // The first reason is the true one: what the socket says afterwards follows from it.
    return step.type === "drop" ? { phase: "closed", end: state.end } : state;
  }
  return { phase: step.type === "close" ? "closing" : "closed", end: step.end };
}

import { CLOSE_CODES } from "@hos/protocol";
import { SESSION_END_REASONS, type SessionEnd } from "../session/session-state.ts";

const PROTOCOL_FAULT = 1002;
const INVALID_PAYLOAD = 1007;
const TOO_LARGE: ReadonlySet<string> = new Set([
  "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH",
  "WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH",
]);

/** How a session ended whose socket closed with `code`. */
export function describeClose(code: number): SessionEnd {
  // 1005 is a close frame without a code: a goodbye all the same.
  const { CLOSED_BY_DRIVER, CONNECTION_LOST } = SESSION_END_REASONS;
  return { code, reason: code === 1006 ? CONNECTION_LOST : CLOSED_BY_DRIVER };
}

/** How a session ends whose socket failed with `fault`: ws names its own faults with a code `WS_ERR_...`. */
export function describeFault(fault: Error): SessionEnd {
  const code = "code" in fault ? String(fault.code) : "";
  if (TOO_LARGE.has(code)) {
    return { code: CLOSE_CODES.MESSAGE_TOO_BIG, reason: SESSION_END_REASONS.FRAME_TOO_LARGE };
  }
  if (code.startsWith("WS_ERR_")) {
    const closeCode = code === "WS_ERR_INVALID_UTF8" ? INVALID_PAYLOAD : PROTOCOL_FAULT;
    return { code: closeCode, reason: SESSION_END_REASONS.INVALID_WEBSOCKET_FRAME };
  }
  return { code: 1006, reason: SESSION_END_REASONS.CONNECTION_LOST };
}

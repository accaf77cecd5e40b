import { compileSchema } from "../json/compile-schema.ts";
import { DRIVER_ERROR_CODES } from "../errors/driver-error-code.ts";
import { ProtocolError } from "../errors/protocol-error.ts";
import { explain } from "../json/explain.ts";
import { isJsonObject } from "../json/is-json-object.ts";
import type { Action } from "./action.ts";
import { ActionFrame, ConnectedFrame, DriverErrorFrame, PairedFrame, RegisteredFrame } from "./hub-frames.ts";

/** A frame of the hub in its canonical form. */
export type HubFrame =
  | { readonly type: "connected"; readonly frame: ConnectedFrame }
  | { readonly type: "registered"; readonly frame: RegisteredFrame }
  | { readonly type: "paired"; readonly frame: PairedFrame }
  | { readonly type: "action"; readonly action: Action }
  | { readonly type: "error"; readonly frame: DriverErrorFrame };

const connected = compileSchema(ConnectedFrame);
const registered = compileSchema(RegisteredFrame);
const paired = compileSchema(PairedFrame);
const action = compileSchema(ActionFrame);
const driverError = compileSchema(DriverErrorFrame);

/**
 * Reads a text frame of the hub.
 *
 * @throws {ProtocolError} VALIDATION_ERROR
 */
export function parseHubFrame(text: string): HubFrame {
  const frame = parseJson(text);
  if (!isJsonObject(frame)) throw invalid("The frame must be a JSON object.");
  if (frame["ok"] === false) return { type: "error", frame: check(driverError, frame) };
  switch (frame["event"]) {
    case "CONNECTED":
      return { type: "connected", frame: check(connected, frame) };
    case "REGISTERED":
      return { type: "registered", frame: check(registered, frame) };
    case "PAIRED":
      return { type: "paired", frame: check(paired, frame) };
    case "ACTION":
      return { type: "action", action: toAction(check(action, frame)) };
    default:
      throw invalid("event must be one of CONNECTED, REGISTERED, PAIRED, ACTION.");
  }
}

interface FrameValidator<Frame> {
  Check(value: unknown): value is Frame;
  Errors(value: unknown): Parameters<typeof explain>[0];
}

function check<Frame>(validator: FrameValidator<Frame>, frame: Record<string, unknown>): Frame {
  if (validator.Check(frame)) return frame;
  throw new ProtocolError(DRIVER_ERROR_CODES.VALIDATION_ERROR, "Invalid frame of the hub.", {
    details: explain(validator.Errors(frame), ""),
  });
}

function toAction({ device_id: deviceId, data }: ActionFrame): Action {
  const { command, payload, requestId, timeoutMs } = data;
  return { deviceId, command, payload, requestId, timeoutMs };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ProtocolError(DRIVER_ERROR_CODES.VALIDATION_ERROR, "The frame of the hub is not valid JSON.", { cause });
  }
}

function invalid(message: string): ProtocolError {
  return new ProtocolError(DRIVER_ERROR_CODES.VALIDATION_ERROR, "Invalid frame of the hub.", {
    details: [{ path: "", message }],
  });
}

import { DRIVER_ERROR_CODES } from "../errors/driver-error-code.ts";
import { ProtocolError } from "../errors/protocol-error.ts";
import { findJsonFault } from "../json/find-json-fault.ts";
import { isJsonObject } from "../json/is-json-object.ts";
import { LIMITS } from "../limits.ts";
import type { DriverEvent } from "./driver-event.ts";
import { parseDriverEvent, readErrorRef } from "./parse-driver-event.ts";
import { parseRegisterRequest } from "./parse-register-request.ts";
import type { RegisterRequest } from "./register-request.ts";

/** A bulk frame nests its events this deep. */
const BULK_LEVEL = 3;

/** A frame of a driver in its canonical form. */
export type DriverFrame =
  | { readonly type: "register"; readonly request: RegisterRequest }
  | { readonly type: "event"; readonly event: DriverEvent }
  /** The bulk form, in order; an event at fault is there as its error. */
  | { readonly type: "events"; readonly events: readonly (DriverEvent | ProtocolError)[] };

/**
 * Reads a text frame of a driver, in any of the forms that protocol v1 accepts.
 *
 * @throws {ProtocolError} VALIDATION_ERROR when it is not such a frame; UNSUPPORTED_VERSION when it registers with a
 * version that this package does not speak.
 */
export function parseDriverFrame(text: string): DriverFrame {
  const frame = parseJson(text);
  if (!isJsonObject(frame)) {
    throw invalidFrame("The frame must be a JSON object.");
  }
  if (frame["method"] === "driver.events") return { type: "events", events: parseBulk(frame) };
  checkJson(frame, LIMITS.frameDepth);
  if (frame["method"] === undefined) return { type: "event", event: parseDriverEvent(frame) };
  return parseMethod(frame);
}

function checkJson(value: unknown, maxDepth: number, path = ""): void {
  const fault = findJsonFault(value, maxDepth, path);
  if (fault === undefined) return;
  throw new ProtocolError(DRIVER_ERROR_CODES.VALIDATION_ERROR, "Invalid frame.", {
    details: [fault],
    ref: isJsonObject(value) ? readErrorRef(value) : {},
  });
}

function parseMethod(frame: Record<string, unknown>): DriverFrame {
  const params = frame["params"] ?? {};
  switch (frame["method"]) {
    case "driver.register":
      return { type: "register", request: parseRegisterRequest(params, frame["protocolVersion"]) };
    case "driver.event":
      return { type: "event", event: parseDriverEvent(params, "params") };
    default:
      throw invalidFrame("method must be one of driver.register, driver.event, driver.events.", "method");
  }
}

function parseBulk(frame: Record<string, unknown>): readonly (DriverEvent | ProtocolError)[] {
  const params = isJsonObject(frame["params"]) ? frame["params"] : {};
  const events = params["events"];
  if (!Array.isArray(events)) {
    throw invalidFrame("params.events must be an array of events.", "params.events");
  }
  if (events.length > LIMITS.bulkEvents) {
    throw invalidFrame(`params.events must have at most ${LIMITS.bulkEvents} events.`, "params.events");
  }
  // What stands around the events; they are checked one by one.
  checkJson({ ...frame, params: { ...params, events: [] } }, LIMITS.frameDepth);
  return events.map((event: unknown, index) => parseOneOfBulk(event, `params.events.${index}`));
}

function parseOneOfBulk(event: unknown, path: string): DriverEvent | ProtocolError {
  try {
    checkJson(event, LIMITS.frameDepth - BULK_LEVEL, path);
    return parseDriverEvent(event, path);
  } catch (error) {
    if (error instanceof ProtocolError) return error;
    throw error;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Without the cause: it quotes the text around the fault, which may be a token.
    throw new ProtocolError(DRIVER_ERROR_CODES.VALIDATION_ERROR, "The frame is not valid JSON.", {
      details: [{ path: "", message: "Send one JSON object per text frame." }],
    });
  }
}

function invalidFrame(message: string, path = ""): ProtocolError {
  return new ProtocolError(DRIVER_ERROR_CODES.VALIDATION_ERROR, "Invalid frame.", { details: [{ path, message }] });
}

import type { TSchema } from "typebox";
import { compileSchema } from "../json/compile-schema.ts";
import { DRIVER_ERROR_CODES } from "../errors/driver-error-code.ts";
import { type ErrorDetail, type ErrorRef, ProtocolError } from "../errors/protocol-error.ts";
import { cutLists } from "../json/cut-lists.ts";
import { explain } from "../json/explain.ts";
import { joinPath } from "../json/find-json-fault.ts";
import { isJsonObject } from "../json/is-json-object.ts";
import { LIMITS } from "../limits.ts";
import { DEVICE_EVENT_DATA, DRIVER_EVENT_DATA, DRIVER_EVENT_NAMES, type DriverEvent } from "./driver-event.ts";
import { DeviceId } from "./fields.ts";

const deviceIdValidator = compileSchema(DeviceId);
const DEVICE_ID_RULE = `must be a string of 1-${LIMITS.deviceIdMax} characters, none of them a control character.`;

interface DataValidator {
  Check(value: unknown): boolean;
  Errors(value: unknown): Parameters<typeof explain>[0];
}

const aboutDevice = compileAll(DEVICE_EVENT_DATA);
const aboutDriver = compileAll(DRIVER_EVENT_DATA);

/**
 * Reads one event of a driver; `deviceId` is accepted for `device_id`, other members are ignored.
 *
 * @param path where the event stands in its frame.
 * @throws {ProtocolError} VALIDATION_ERROR
 */
export function parseDriverEvent(input: unknown, path = ""): DriverEvent {
  if (!isJsonObject(input)) throw invalid(input, path, [{ path, message: `${path} must be an event object.` }]);
  const name = input["event"];
  if (typeof name !== "string") {
    const at = joinPath(path, "event");
    throw invalid(input, path, [{ path: at, message: `${at} must be the name of an event.` }]);
  }
  const data = input["data"] ?? {};
  const ofDevice = aboutDevice.get(name);
  if (ofDevice !== undefined) {
    const deviceId = input["device_id"] ?? input["deviceId"];
    if (!deviceIdValidator.Check(deviceId) || !ofDevice.Check(data)) {
      throw invalid(input, path, [...checkDeviceId(deviceId, path), ...checkData(ofDevice, data, path)]);
    }
    return { event: name, deviceId, data } as DriverEvent;
  }
  const ofDriver = aboutDriver.get(name);
  if (ofDriver === undefined) throw unknownEvent(input, path);
  const details = checkData(ofDriver, data, path);
  if (details.length > 0) throw invalid(input, path, details);
  return { event: name, data } as DriverEvent;
}

/** Names the event of a frame at fault, as far as its members have the right types. */
export function readErrorRef(frame: Record<string, unknown>): ErrorRef {
  const { method, params } = frame;
  const source = method !== undefined && isJsonObject(params) ? params : frame;
  const data = isJsonObject(source["data"]) ? source["data"] : {};
  const event = source["event"] ?? method;
  const deviceId = source["device_id"] ?? source["deviceId"];
  const requestId = data["requestId"] ?? data["correlationId"];
  return {
    ...(isShortText(event) && { event }),
    ...(isShortText(deviceId) && { deviceId }),
    ...(isShortText(requestId) && { requestId }),
  };
}

const NO_DETAILS: readonly ErrorDetail[] = [];

function checkDeviceId(deviceId: unknown, path: string): readonly ErrorDetail[] {
  if (deviceIdValidator.Check(deviceId)) return NO_DETAILS;
  const at = joinPath(path, "device_id");
  const message = deviceId === undefined ? `${at} is required.` : `${at} ${DEVICE_ID_RULE}`;
  return [{ path: at, message }];
}

function checkData(validator: DataValidator, data: unknown, path: string): readonly ErrorDetail[] {
  return validator.Check(data) ? NO_DETAILS : explain(validator.Errors(cutLists(data)), joinPath(path, "data"));
}

function compileAll(schemas: Readonly<Record<string, TSchema>>): ReadonlyMap<string, DataValidator> {
  return new Map(Object.entries(schemas).map(([name, schema]) => [name, compileSchema(schema)]));
}

function unknownEvent(input: Record<string, unknown>, path: string): ProtocolError {
  const at = joinPath(path, "event");
  return invalid(input, path, [{ path: at, message: `${at} must be one of ${DRIVER_EVENT_NAMES.join(", ")}.` }]);
}

function invalid(input: unknown, path: string, details: readonly ErrorDetail[]): ProtocolError {
  const ref = isJsonObject(input) ? readErrorRef(input) : {};
  const what = ref.event ?? (path === "" ? "event" : path);
  return new ProtocolError(DRIVER_ERROR_CODES.VALIDATION_ERROR, `Invalid ${what}.`, { details, ref });
}

function isShortText(value: unknown): value is string {
  return typeof value === "string" && value.length > 0 && value.length <= LIMITS.deviceIdMax;
}

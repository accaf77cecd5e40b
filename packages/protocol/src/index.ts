// The wire.
export { PROTOCOL_VERSION, SUPPORTED_PROTOCOL_VERSIONS } from "./protocol-version.ts";
export { LIMITS } from "./limits.ts";
export { type DriverFrame, parseDriverFrame } from "./driver/parse-driver-frame.ts";
export { parseDriverEvent } from "./driver/parse-driver-event.ts";
export { type HubFrame, parseHubFrame } from "./driver/parse-hub-frame.ts";
export {
  createActionFrame,
  createConnectedFrame,
  createErrorFrame,
  createEventFrame,
  createPairedFrame,
  createPairingRequiredFrame,
  createRegisteredFrame,
  createRegisterFrame,
} from "./driver/create-frames.ts";

// Frames of the hub.
export { ActionFrame, ConnectedFrame, DriverErrorFrame, PairedFrame, RegisteredFrame } from "./driver/hub-frames.ts";
export type { Action } from "./driver/action.ts";

// Frames of a driver.
export { RegisterFrame, RegisterRequest } from "./driver/register-request.ts";
export {
  DEVICE_EVENT_DATA,
  type DeviceEvent,
  type DeviceEventName,
  DRIVER_EVENT_DATA,
  DRIVER_EVENT_NAMES,
  type DriverEvent,
  type DriverEventData,
  type DriverEventName,
  type DriverSelfEvent,
} from "./driver/driver-event.ts";
export { ActionResult } from "./driver/events/action-result.ts";
export { DeviceAvailability } from "./driver/events/device-availability.ts";
export { DeviceDiscovered } from "./driver/events/device-discovered.ts";
export { DeviceRemoved } from "./driver/events/device-removed.ts";
export { DeviceUpdated } from "./driver/events/device-updated.ts";
export { DriverLog } from "./driver/events/driver-log.ts";
export { DriverStatus } from "./driver/events/driver-status.ts";
export { Metric, MetricUpdate } from "./driver/events/metric-update.ts";
export { StateUpdate } from "./driver/events/state-update.ts";

// Fields and identity.
export { DeviceId, DeviceName, DeviceType, DriverKey, InstanceId, Instant, RequestId, Tags } from "./driver/fields.ts";
export { type DriverIdentity, formatDriverIdentity, isSameDriver } from "./driver/driver-identity.ts";

// Errors.
export { CLOSE_CODES, type CloseCode, mayReconnectAfter } from "./errors/close-code.ts";
export { DRIVER_ERROR_CODES, DriverErrorCode } from "./errors/driver-error-code.ts";
export {
  type ErrorDetail,
  type ErrorRef,
  isProtocolError,
  ProtocolError,
  type ProtocolErrorOptions,
} from "./errors/protocol-error.ts";

// JSON.
export { JsonObject, JsonValue } from "./json/json-value.ts";
export { compileSchema, type SchemaValidator } from "./json/compile-schema.ts";
export { estimateJsonSize } from "./json/estimate-json-size.ts";
export { findJsonFault } from "./json/find-json-fault.ts";
export { isJsonObject } from "./json/is-json-object.ts";

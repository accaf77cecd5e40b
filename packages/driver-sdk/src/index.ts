// The driver.
export { HosDriver } from "./hos-driver.ts";
export type { HosDriverOptions } from "./hos-driver-options.ts";
export type { HosDriverEvents } from "./hos-driver-events.ts";
export type { Disconnection } from "./connection/disconnection.ts";
export type { DiscoverHubOptions } from "./discovery/discover-hub.ts";
export type { LinkStatus } from "./connection/hub-link.ts";
export type { ReconnectOptions } from "./connection/reconnect-schedule.ts";
export type { DriverEventInput } from "./events/driver-event-input.ts";

// Actions.
export type { ActionContext, ActionHandler, ActionOutcome } from "./actions/action-handler.ts";
export type { ActionScope } from "./actions/action-handlers.ts";
export { REFUSAL_CODES } from "./actions/action-runner.ts";

// Credentials.
export { FileTokenStore } from "./credentials/file-token-store.ts";
export type { TokenStore } from "./credentials/token-store.ts";

// Errors.
export { DriverError, type DriverErrorOptions, isDriverError } from "./errors/driver-error.ts";
export { HubError, isHubError } from "./errors/hub-error.ts";
export { LOCAL_ERROR_CODES, type LocalErrorCode } from "./errors/local-error-code.ts";

// What authors name of the protocol.
export type {
  Action,
  ActionResult,
  DeviceAvailability,
  DeviceDiscovered,
  DeviceUpdated,
  DriverErrorCode,
  DriverEventName,
  DriverLog,
  DriverStatus,
  ErrorRef,
  JsonObject,
  JsonValue,
  Metric,
  StateUpdate,
} from "@hos/protocol";
export type { CommandDescriptor } from "@hos/protocol/device-model";

// What authors pass in.
export { type Clock, consoleLogger, type Logger, type Random, type Unsubscribe } from "@hos/runtime";

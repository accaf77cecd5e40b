// The client.
export { HosClient } from "./hos-client.ts";
export type { HosClientOptions } from "./hos-client-options.ts";
export type { CommandCallOptions } from "./command-call-options.ts";
export type { ClientEvents, ClientReady, ClientStatus, DevicesChanged, StatusChange } from "./client-events.ts";

// REST.
export { HosRest, type HosRestOptions } from "./rest/hos-rest.ts";
export type { RequestOptions } from "./rest/request-options.ts";
export type { CommandOptions } from "./rest/command-options.ts";

// The store.
export { DeviceStore } from "./store/device-store.ts";
export type { DeviceView } from "./store/device-view.ts";
export type { StoreUpdate } from "./store/store-update.ts";

// Errors.
export { ApiClientError } from "./errors/api-client-error.ts";
export { CommandError } from "./errors/command-error.ts";
export { ConnectionError, type ConnectionErrorCode } from "./errors/connection-error.ts";

// What apps name of the protocol.
export type { JsonObject, JsonValue } from "@hos/protocol";
export type { Availability, CommandDescriptor, DeviceRecord, DeviceState } from "@hos/protocol/device-model";
export type { DeviceChange, LiveEvent, LiveFilter } from "@hos/protocol/live";
export type {
  ApiErrorCode,
  Bootstrap,
  CommandAnswer,
  CommandList,
  CommandQuery,
  CommandRecord,
  CommandRequest,
  CommandWait,
  DeviceList,
  DeviceQuery,
  DeviceSettings,
  DriverDetail,
  DriverList,
  DriverSummary,
} from "@hos/protocol/rest";

// What apps pass in.
export { type Clock, consoleLogger, type CreateId, type Logger, type Random, type Unsubscribe } from "@hos/runtime";

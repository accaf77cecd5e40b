// The client.
export { HosClient } from "./hos-client.ts";
export type { HosClientOptions } from "./hos-client-options.ts";
export type { CommandCallOptions } from "./command-call-options.ts";
export type {
  ClientEvents,
  ClientReady,
  ClientStatus,
  ConfigChanged,
  DevicesChanged,
  StatusChange,
} from "./client-events.ts";
export type { TokenSource } from "./token-source.ts";

// REST.
export { HosRest, type HosRestOptions } from "./rest/hos-rest.ts";
export type { RequestOptions } from "./rest/request-options.ts";
export type { CommandOptions } from "./rest/command-options.ts";
export type { DriverRef } from "./rest/driver-ref.ts";
export type { AuthArea } from "./rest/areas/auth-area.ts";
export type { BackupsArea } from "./rest/areas/backups-area.ts";
export type { DesignsArea } from "./rest/areas/designs-area.ts";
export type { DriverAccessArea } from "./rest/areas/driver-access-area.ts";
export type { PreferencesArea } from "./rest/areas/preferences-area.ts";
export type { ProgramsArea } from "./rest/areas/programs-area.ts";
export type { SpacesArea } from "./rest/areas/spaces-area.ts";
export type { TokensArea } from "./rest/areas/tokens-area.ts";
export type { UsersArea } from "./rest/areas/users-area.ts";

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
export type { ConfigPart, DeviceChange, LiveEvent, LiveFilter } from "@hos/protocol/live";
export type {
  ApiErrorCode,
  ApiToken,
  ApproveDriver,
  Bootstrap,
  ChangePassword,
  CommandAnswer,
  CommandList,
  CommandOrigin,
  CommandQuery,
  CommandRecord,
  CommandRequest,
  CommandWait,
  CreateToken,
  CreateUser,
  DesignProfile,
  DesignProfileList,
  DeviceList,
  DeviceQuery,
  DeviceSettings,
  DriverAccess,
  DriverDetail,
  DriverList,
  DriverPairing,
  DriverSummary,
  DriverToken,
  LiveDesign,
  LoginAnswer,
  LoginRequest,
  Me,
  Program,
  ProgramItem,
  ProgramItemResult,
  ProgramList,
  ProgramRun,
  RestoreStaged,
  Role,
  SaveDesignProfile,
  SaveProgram,
  SaveSpace,
  Scope,
  SetupRequest,
  SetupStatus,
  Space,
  SpaceList,
  StreamTicket,
  TokenCreated,
  TokenList,
  UpdateUser,
  User,
  UserList,
} from "@hos/protocol/rest";

// What apps pass in.
export { type Clock, consoleLogger, type CreateId, type Logger, type Random, type Unsubscribe } from "@hos/runtime";

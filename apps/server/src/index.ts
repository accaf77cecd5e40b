// The server.
export { createServer } from "./create-server.ts";
export type { HosServer } from "./hos-server.ts";
export type { ServerAddress } from "./net/server-address.ts";
export type { ServerOptions } from "./server-options.ts";

// The log.
export { LogLevels } from "./logging/log-levels.ts";

// Storage.
export { createMemoryStorage } from "./storage/create-memory-storage.ts";
export type { HubStorage } from "./storage/hub-storage.ts";

// Configuration.
export { type Environment, findUnknownVariables, readConfig } from "./config.ts";
export { ConfigError } from "./config-error.ts";
export { CONFIG_VARIABLES } from "./config-variables.ts";
export type { ServerConfig, TlsFiles } from "./server-config.ts";

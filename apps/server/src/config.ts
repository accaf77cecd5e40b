import { statSync } from "node:fs";
import { ConfigError } from "./config-error.ts";
import { CONFIG_VARIABLES } from "./config-variables.ts";
import { type Environment, isSet, readOptional, readVariable as read } from "./config/read-variable.ts";
import { readDriverLimits } from "./config/read-driver-limits.ts";
import { readLogLevels } from "./config/read-log-levels.ts";
import { readList } from "./config/read-list.ts";
import { readSecretFile, type SecretLength } from "./config/read-secret-file.ts";
import type { ServerConfig, TlsFiles } from "./server-config.ts";

export type { Environment } from "./config/read-variable.ts";

/** As `Password` of the client API. */
const PASSWORD_LENGTH: SecretLength = { min: 8, max: 256 };
const TOKEN_LENGTH: SecretLength = { min: 32, max: 512 };

/**
 * Reads the settings of the server. A variable that is empty counts as not set.
 *
 * @throws {ConfigError} for the first variable whose value does not fit.
 */
export function readConfig(env: Environment): ServerConfig {
  const port = read(env, "PORT");
  const headersTimeoutMs = read(env, "HOS_HEADERS_TIMEOUT_MS");
  return {
    host: readOptional(env, "HOS_HOST"),
    port,
    driverPort: isSet(env["DRIVER_WS_PORT"]) ? read(env, "DRIVER_WS_PORT") : port,
    tls: readTls(env),
    allowedHosts: readList(env, "HOS_ALLOWED_HOSTS"),
    corsOrigins: readList(env, "HOS_CORS_ORIGINS"),
    trustProxy: readList(env, "HOS_TRUST_PROXY"),
    mdns: read(env, "HOS_MDNS") === "on",
    maxConnectionsPerAddress: read(env, "HOS_MAX_CONNECTIONS_PER_ADDRESS"),
    headersTimeoutMs,
    requestTimeoutMs: readRequestTimeout(env, headersTimeoutMs),
    adminPassword: readSecret(env, "HOS_ADMIN_PASSWORD_FILE", PASSWORD_LENGTH),
    adminToken: readSecret(env, "HOS_ADMIN_TOKEN_FILE", TOKEN_LENGTH),
    driverAuth: read(env, "HOS_DRIVER_AUTH"),
    dataDir: readDataDir(env),
    logLevel: read(env, "HOS_LOG_LEVEL"),
    logLevels: readLogLevels(env),
    logFormat: read(env, "HOS_LOG_FORMAT"),
    graceMs: read(env, "HOS_GRACE_MS"),
    historySize: read(env, "HOS_HISTORY_SIZE"),
    maxBodyBytes: read(env, "HOS_MAX_BODY_BYTES"),
    maxBackupBytes: read(env, "HOS_MAX_BACKUP_BYTES"),
    maxFrameBytes: read(env, "HOS_MAX_FRAME_BYTES"),
    pingIntervalMs: read(env, "HOS_PING_INTERVAL_MS"),
    driverLimits: readDriverLimits(env),
    clientTimePercent: read(env, "HOS_CLIENT_TIME_PERCENT"),
    clientBufferBytes: read(env, "HOS_CLIENT_BUFFER_BYTES"),
    clientStallMs: read(env, "HOS_CLIENT_STALL_MS"),
  };
}

/** The `HOS_` variables that are set but mean nothing to the server: misspelt, most likely. */
export function findUnknownVariables(env: Environment): readonly string[] {
  return Object.keys(env).filter((name) => name.startsWith("HOS_") && !Object.hasOwn(CONFIG_VARIABLES, name));
}

function readSecret(
  env: Environment,
  variable: "HOS_ADMIN_PASSWORD_FILE" | "HOS_ADMIN_TOKEN_FILE",
  length: SecretLength,
): string | undefined {
  const path = readOptional(env, variable);
  return path === undefined ? undefined : readSecretFile(variable, path, length);
}

/** Reads HOS_TLS_CERT and HOS_TLS_KEY and nothing else. @throws {ConfigError} when one of them is missing. */
export function readTls(env: Environment): TlsFiles | undefined {
  const certFile = readOptional(env, "HOS_TLS_CERT");
  const keyFile = readOptional(env, "HOS_TLS_KEY");
  if (certFile !== undefined && keyFile !== undefined) return { certFile, keyFile };
  if (certFile !== undefined) throw new ConfigError("HOS_TLS_CERT", certFile, "needs HOS_TLS_KEY beside it.");
  if (keyFile !== undefined) throw new ConfigError("HOS_TLS_KEY", keyFile, "needs HOS_TLS_CERT beside it.");
  return undefined;
}

/** The head is part of the request. */
function readRequestTimeout(env: Environment, headersTimeoutMs: number): number {
  const requestTimeoutMs = read(env, "HOS_REQUEST_TIMEOUT_MS");
  if (requestTimeoutMs >= headersTimeoutMs) return requestTimeoutMs;
  const expectation = `must be no less than HOS_HEADERS_TIMEOUT_MS, ${headersTimeoutMs}.`;
  throw new ConfigError("HOS_REQUEST_TIMEOUT_MS", String(requestTimeoutMs), expectation);
}

/** Where a hub listens that is started with the same variables. */
export interface ListenConfig {
  readonly host: string | undefined;
  readonly port: number;
  readonly tls: boolean;
}

/** Reads where a hub listens that is started with the same variables, and nothing else. @throws {ConfigError} */
export function readListenConfig(env: Environment): ListenConfig {
  return { host: readOptional(env, "HOS_HOST"), port: read(env, "PORT"), tls: readTls(env) !== undefined };
}

/** Reads HOS_DATA_DIR and nothing else. @throws {ConfigError} when it is no directory and can become none. */
export function readDataDir(env: Environment): string {
  const path = read(env, "HOS_DATA_DIR");
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== false) return path;
  throw new ConfigError("HOS_DATA_DIR", path, "must be a directory, or a path where one can be made.");
}

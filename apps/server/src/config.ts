import { statSync } from "node:fs";
import type { Static } from "typebox";
import { Value } from "typebox/value";
import { ConfigError } from "./config-error.ts";
import { CONFIG_VARIABLES } from "./config-variables.ts";
import { isLoopbackHost } from "./net/is-loopback-host.ts";
import type { ServerConfig } from "./server-config.ts";

/** Variables of a process, such as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

type Variables = typeof CONFIG_VARIABLES;

/** What a schema of {@link CONFIG_VARIABLES} says of its values. */
interface Rules {
  readonly type?: "integer" | "string";
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly string[];
}

/**
 * Reads the settings of the server. A variable that is empty counts as not set.
 *
 * @throws {ConfigError} for the first variable whose value does not fit.
 */
export function readConfig(env: Environment): ServerConfig {
  const port = read(env, "PORT");
  return {
    host: readHost(env),
    port,
    driverPort: isSet(env["DRIVER_WS_PORT"]) ? read(env, "DRIVER_WS_PORT") : port,
    dataDir: readDataDir(env),
    logLevel: read(env, "HOS_LOG_LEVEL"),
    logFormat: read(env, "HOS_LOG_FORMAT"),
    graceMs: read(env, "HOS_GRACE_MS"),
    historySize: read(env, "HOS_HISTORY_SIZE"),
    maxFrameBytes: read(env, "HOS_MAX_FRAME_BYTES"),
    pingIntervalMs: read(env, "HOS_PING_INTERVAL_MS"),
    clientBufferBytes: read(env, "HOS_CLIENT_BUFFER_BYTES"),
  };
}

/** The `HOS_` variables that are set but mean nothing to the server: misspelt, most likely. */
export function findUnknownVariables(env: Environment): readonly string[] {
  return Object.keys(env).filter((name) => name.startsWith("HOS_") && !Object.hasOwn(CONFIG_VARIABLES, name));
}

function read<Name extends keyof Variables>(env: Environment, variable: Name): Static<Variables[Name]> {
  const schema = CONFIG_VARIABLES[variable];
  const rules = schema as Rules;
  const text = env[variable];
  const value = isSet(text) ? toValue(rules, text) : rules.default;
  if (Value.Check(schema, value)) return value;
  throw new ConfigError(variable, text ?? "", `must be ${describeRules(rules)}.`);
}

function toValue(rules: Rules, text: string): unknown {
  return rules.type === "integer" && /^\d+$/.test(text) ? Number(text) : text;
}

function describeRules(rules: Rules): string {
  if (rules.enum !== undefined) return `one of ${rules.enum.join(", ")}`;
  return `a whole number from ${rules.minimum} to ${rules.maximum}`;
}

function readHost(env: Environment): string {
  const host = read(env, "HOS_HOST");
  if (isLoopbackHost(host)) return host;
  throw new ConfigError(
    "HOS_HOST",
    host,
    "must be a loopback address such as 127.0.0.1: the hub has no access control yet and must not be reachable from the network.",
  );
}

function readDataDir(env: Environment): string {
  const path = read(env, "HOS_DATA_DIR");
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== false) return path;
  throw new ConfigError("HOS_DATA_DIR", path, "must be a directory, or a path where one can be made.");
}

function isSet(text: string | undefined): text is string {
  return text !== undefined && text !== "";
}

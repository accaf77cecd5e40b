import { ConfigError } from "../config-error.ts";
import { isLogComponent, LOG_COMPONENTS, LOG_LEVELS } from "../logging/log-level.ts";
import type { LevelSettings } from "../logging/log-levels.ts";
import { type Environment, readVariable } from "./read-variable.ts";

const EXPECTATION = `must be pairs such as live=debug, with commas between; components are ${LOG_COMPONENTS.join(", ")}, levels ${LOG_LEVELS.join(", ")}.`;

/** Reads HOS_LOG_LEVELS: the levels of single components. @throws {ConfigError} */
export function readLogLevels(env: Environment): LevelSettings["components"] {
  const pairs = readVariable(env, "HOS_LOG_LEVELS").map((text) => {
    const [component, name, ...rest] = text.split("=");
    const level = LOG_LEVELS.find((candidate) => candidate === name);
    if (isLogComponent(component) && level !== undefined && rest.length === 0) return [component, level] as const;
    throw new ConfigError("HOS_LOG_LEVELS", env["HOS_LOG_LEVELS"] ?? "", EXPECTATION);
  });
  return Object.fromEntries(pairs);
}

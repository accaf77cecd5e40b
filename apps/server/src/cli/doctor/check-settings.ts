import { ConfigError } from "../../config-error.ts";
import { type Environment, findUnknownVariables, readConfig } from "../../config.ts";
import { type Finding, fail, ok, warn } from "./finding.ts";

/** Whether the hub can be started with these settings, and what in them is unusual. */
export function checkSettings(env: Environment): readonly Finding[] {
  const unknown = findUnknownVariables(env).map((name) =>
    warn(`${name} means nothing.`, "Look for a misspelling; the README lists the settings."),
  );
  try {
    const { driverAuth } = readConfig(env);
    const open = warn("HOS_DRIVER_AUTH=open: anybody on the network can be a driver.", "Set it to loopback or token.");
    return [ok("The settings can be used."), ...(driverAuth === "open" ? [open] : []), ...unknown];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return [fail(error.message, `Correct ${error.variable} or take it away.`), ...unknown];
  }
}

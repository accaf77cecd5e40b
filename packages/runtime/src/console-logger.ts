/* oxlint-disable no-console -- Writing there is what it is for. */
import type { LogFields, Logger, LogWrite } from "./logger.ts";

/**
 * A logger that writes to the console: each level with the method of that name, the fields as an object after the text.
 * In Node `warn` and `error` go to stderr.
 */
export const consoleLogger: Logger = createConsoleLogger({});

function createConsoleLogger(common: LogFields): Logger {
  const writeAt =
    (level: "debug" | "info" | "warn" | "error"): LogWrite =>
    (message, fields) => {
      const all = { ...common, ...fields };
      if (Object.keys(all).length === 0) console[level](message);
      else console[level](message, all);
    };
  return {
    debug: writeAt("debug"),
    info: writeAt("info"),
    warn: writeAt("warn"),
    error: writeAt("error"),
    child: (fields) => createConsoleLogger({ ...common, ...fields }),
  };
}

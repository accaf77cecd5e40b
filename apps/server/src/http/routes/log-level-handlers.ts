import { ApiFailure, type ChangeLogLevels, parseChangeLogLevels } from "@hos/protocol/rest";
import { isLogComponent, LOG_COMPONENTS } from "../../logging/log-level.ts";
import type { HttpServices } from "../http-services.ts";
import { readJsonBody } from "../read-json-body.ts";
import type { HandlersOf } from "../route-handlers.ts";

/** The levels of the log, read and changed while the hub runs. */
export function createLogLevelHandlers({
  logger,
  logLevels,
  maxBodyBytes,
}: Pick<HttpServices, "logger" | "logLevels" | "maxBodyBytes">): HandlersOf<"getLogLevels" | "changeLogLevels"> {
  return {
    getLogLevels: (c) => c.json(logLevels.settings),
    changeLogLevels: async (c, by) => {
      const change = parseChangeLogLevels(await readJsonBody(c, maxBodyBytes));
      expectKnown(change);
      logLevels.change(change);
      logger.info("The levels of the log were changed.", { ...logLevels.settings, by: by.tokenId });
      return c.json(logLevels.settings);
    },
  };
}

function expectKnown({ components = {} }: ChangeLogLevels): void {
  const unknown = Object.keys(components).filter((name) => !isLogComponent(name));
  if (unknown.length === 0) return;
  throw new ApiFailure("INVALID_REQUEST", "Invalid log levels.", {
    details: unknown.map((name) => `components.${name}: there are ${LOG_COMPONENTS.join(", ")}.`),
  });
}

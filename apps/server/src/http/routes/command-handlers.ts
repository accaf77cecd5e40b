import { createDeviceFilter, type Principal } from "@hos/access";
import { ApiFailure, type CommandList, type CommandRecord, parseCommandQuery } from "@hos/protocol/rest";
import type { HttpServices } from "../http-services.ts";
import { readPath } from "../read-path.ts";
import type { HandlersOf } from "../route-handlers.ts";

/** The command journal; to one who is confined, that of the devices inside. */
export function createCommandHandlers({ hub }: Pick<HttpServices, "hub">): HandlersOf<"listCommands" | "getCommand"> {
  const { commands, devices } = hub;
  const { journal } = commands;
  const createFilter = (by: Principal) => {
    const sees = createDeviceFilter(by);
    return ({ deviceId }: Pick<CommandRecord, "deviceId">) => {
      if (sees === undefined) return true;
      const device = devices.get(deviceId);
      return device !== undefined && sees(device);
    };
  };
  return {
    listCommands: (c, by) => {
      const { device: deviceId, limit } = parseCommandQuery(c.req.query());
      const records = journal.list(deviceId === undefined ? {} : { deviceId }).filter(createFilter(by));
      return c.json({ commands: records.slice(0, limit) } satisfies CommandList);
    },
    getCommand: (c, by) => {
      const id = readPath(c, "id");
      const record = journal.get(id);
      if (record === undefined || !createFilter(by)(record)) {
        throw new ApiFailure("NO_COMMAND", `There is no command ${JSON.stringify(id)} in the journal.`, {
          details: ["The journal keeps the latest commands only; GET /commands lists them."],
        });
      }
      return c.json(record);
    },
  };
}

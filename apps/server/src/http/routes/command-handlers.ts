import { ApiFailure, type CommandList, parseCommandQuery } from "@hos/protocol/rest";
import type { HttpServices } from "../http-services.ts";
import { createDeviceIdFilter } from "../reach/create-device-id-filter.ts";
import { readPath } from "../read-path.ts";
import type { HandlersOf } from "../route-handlers.ts";

/** The command journal; to one who is confined, that of the devices inside. */
export function createCommandHandlers({ hub }: Pick<HttpServices, "hub">): HandlersOf<"listCommands" | "getCommand"> {
  const { journal } = hub.commands;
  return {
    listCommands: (c, by) => {
      const { device: deviceId, limit } = parseCommandQuery(c.req.query());
      const reaches = createDeviceIdFilter(hub, by);
      const records = journal.list(deviceId === undefined ? {} : { deviceId });
      const shown = records.filter((record) => reaches(record.deviceId));
      return c.json({ commands: shown.slice(0, limit) } satisfies CommandList);
    },
    getCommand: (c, by) => {
      const id = readPath(c, "id");
      const record = journal.get(id);
      if (record === undefined || !createDeviceIdFilter(hub, by)(record.deviceId)) {
        throw new ApiFailure("NO_COMMAND", `There is no command ${JSON.stringify(id)} in the journal.`, {
          details: ["The journal keeps the latest commands only; GET /commands lists them."],
        });
      }
      return c.json(record);
    },
  };
}

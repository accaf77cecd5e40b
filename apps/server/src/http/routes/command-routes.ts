import type { Hub } from "@hos/hub";
import { ApiFailure, type CommandList, parseCommandQuery } from "@hos/protocol/rest";
import { Hono } from "hono";
import type { ApiEnv } from "../api-context.ts";

/** `/commands`: the command journal. */
export function createCommandRoutes({ commands }: Hub): Hono<ApiEnv> {
  const { journal } = commands;
  const routes = new Hono<ApiEnv>();
  routes.get("/", (c) => {
    const { device: deviceId, limit } = parseCommandQuery(c.req.query());
    const records = journal.list({ limit, ...(deviceId !== undefined && { deviceId }) });
    return c.json({ commands: [...records] } satisfies CommandList);
  });
  routes.get("/:id", (c) => {
    const id = c.req.param("id");
    const record = journal.get(id);
    if (record === undefined) {
      throw new ApiFailure("NO_COMMAND", `There is no command ${JSON.stringify(id)} in the journal.`, {
        details: ["The journal keeps the latest commands only; GET /commands lists them."],
      });
    }
    return c.json(record);
  });
  return routes;
}

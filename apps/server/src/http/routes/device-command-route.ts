import type { AccessControl } from "@hos/access";
import type { Hub } from "@hos/hub";
import type { CommandOrigin } from "@hos/protocol/rest";
import { Hono } from "hono";
import { runCommand } from "../../commands/run-command.ts";
import type { ApiContext, ApiEnv } from "../api-context.ts";
import { readBearerToken } from "../read-bearer-token.ts";
import { readJsonBody } from "../read-json-body.ts";

/** `POST /devices/:id/command`. */
export function createDeviceCommandRoute(hub: Hub, access: Pick<AccessControl, "authenticate">): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>();
  routes.post("/:id/command", async (c) => {
    const answer = await runCommand(hub, {
      deviceId: c.req.param("id"),
      body: await readJsonBody(c),
      idempotencyKey: c.req.header("idempotency-key"),
      principal: access.authenticate(readBearerToken(c.req.header("authorization"))),
      origin: readOrigin(c),
    });
    return c.json(answer, answer.status === "dispatched" ? 202 : 200);
  });
  return routes;
}

function readOrigin(c: ApiContext): CommandOrigin {
  const address = c.env.incoming?.socket.remoteAddress;
  return { via: "rest", ...(address !== undefined && { address }) };
}

import type { Hub } from "@hos/hub";
import { formatDriverIdentity } from "@hos/protocol";
import { ApiFailure, type DriverDetail, type DriverList } from "@hos/protocol/rest";
import { Hono } from "hono";
import type { ApiEnv } from "../api-context.ts";

const UNDECIDED = { access: "open", pairing: null } as const;

/** `/drivers`: the driver instances that the hub knows. */
export function createDriverRoutes({ drivers }: Hub): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>();
  routes.get("/", (c) =>
    c.json({ drivers: drivers.list().map((driver) => ({ ...driver, ...UNDECIDED })) } satisfies DriverList),
  );
  routes.get("/:key/:instance", (c) => {
    const identity = { driverKey: c.req.param("key"), instanceId: c.req.param("instance") };
    const driver = drivers.get(identity);
    if (driver === undefined) {
      throw new ApiFailure("NO_DRIVER", `There is no driver ${JSON.stringify(formatDriverIdentity(identity))}.`, {
        details: ["GET /drivers lists the drivers that there are."],
      });
    }
    return c.json({ ...driver, ...UNDECIDED } satisfies DriverDetail);
  });
  return routes;
}

import type { DriverGate, DriverStanding } from "@hos/access";
import type { DriverDirectory } from "@hos/hub";
import { type DriverIdentity, formatDriverIdentity } from "@hos/protocol";
import {
  ApiFailure,
  type DriverDetail,
  type DriverList,
  type DriverToken,
  parseApproveDriver,
  parseDriverName,
} from "@hos/protocol/rest";
import { Hono } from "hono";
import type { ApiContext, ApiEnv } from "../api-context.ts";
import { readJsonBody } from "../read-json-body.ts";
import { mergeDriver, mergeDriverDetail } from "./merge-driver.ts";

/** What the routes of drivers are served from. */
export interface DriverRouteServices {
  readonly drivers: Pick<DriverDirectory, "list" | "get">;
  readonly gate: DriverGate;
  /** Who asks, once that is known to be allowed (`drivers:manage` on the home); throws where it is not. */
  readonly guard: (c: ApiContext) => { readonly name: string };
}

/** `/drivers`: the driver instances that the hub knows, those that wait for approval, and what people decide about them. */
export function createDriverRoutes({ drivers, gate, guard }: DriverRouteServices): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>();
  const describe = (driver: DriverIdentity) => describeDriver({ drivers, gate }, driver);
  routes.get("/", (c) => {
    guard(c);
    return c.json(listDrivers({ drivers, gate }));
  });
  routes.get("/:key/:instance", (c) => {
    guard(c);
    return c.json(describe(readIdentity(c)));
  });
  routes.post("/:key/:instance/approve", async (c) => {
    const { name } = guard(c);
    const driver = readIdentity(c);
    describe(driver);
    await gate.approve(driver, parseApproveDriver(await readJsonBody(c)).code, name);
    return c.json(describe(driver));
  });
  routes.post("/:key/:instance/token", async (c) => {
    const { name } = guard(c);
    const driver = parseDriverName(readIdentity(c));
    return c.json({ ...driver, token: await gate.issue(driver, name) } satisfies DriverToken);
  });
  for (const decision of ["disable", "enable", "revoke"] as const) {
    routes.post(`/:key/:instance/${decision}`, async (c) => {
      const { name } = guard(c);
      const driver = readIdentity(c);
      const before = describe(driver);
      await gate[decision](driver, name);
      // A driver that was only ever disabled is forgotten with that.
      return c.json(find({ drivers, gate }, driver) ?? { ...before, access: "open" });
    });
  }
  return routes;
}

type Sources = Pick<DriverRouteServices, "drivers" | "gate">;

function listDrivers({ drivers, gate }: Sources): DriverList {
  const known = drivers.list();
  const names = new Set(known.map(formatDriverIdentity));
  const others = gate.list().filter(({ driver }) => !names.has(formatDriverIdentity(driver)));
  return {
    drivers: [
      ...known.map((driver) => mergeDriver(driver, standingOf(gate, driver))),
      ...others.map((standing) => mergeDriver(undefined, standing)),
    ],
  };
}

/** @throws {ApiFailure} NO_DRIVER */
function describeDriver(sources: Sources, driver: DriverIdentity): DriverDetail {
  const found = find(sources, driver);
  if (found !== undefined) return found;
  throw new ApiFailure("NO_DRIVER", `There is no driver ${JSON.stringify(formatDriverIdentity(driver))}.`, {
    details: ["GET /drivers lists the drivers that there are."],
  });
}

function find({ drivers, gate }: Sources, driver: DriverIdentity): DriverDetail | undefined {
  const known = drivers.get(driver);
  const standing = standingOf(gate, driver);
  const isDecided = standing.changedAt !== null || standing.waiting.length > 0;
  return known === undefined && !isDecided ? undefined : mergeDriverDetail(known, standing);
}

function standingOf(gate: DriverGate, { driverKey, instanceId }: DriverIdentity): DriverStanding {
  return gate.get({ driverKey, instanceId });
}

function readIdentity(c: ApiContext): DriverIdentity {
  return { driverKey: c.req.param("key") ?? "", instanceId: c.req.param("instance") ?? "" };
}

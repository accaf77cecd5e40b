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
import type { ApiContext } from "../api-context.ts";
import type { HttpServices } from "../http-services.ts";
import { readJsonBody } from "../read-json-body.ts";
import { readPath } from "../read-path.ts";
import type { GuardedHandler, HandlersOf } from "../route-handlers.ts";
import { mergeDriver, mergeDriverDetail } from "./merge-driver.ts";

/** What is known of drivers: by the hub, and by the gate. */
interface Sources {
  readonly drivers: Pick<DriverDirectory, "list" | "get">;
  readonly gate: DriverGate;
}

type Ids =
  | "listDrivers"
  | "getDriver"
  | "approveDriver"
  | "disableDriver"
  | "enableDriver"
  | "revokeDriver"
  | "createDriverToken";

/** The driver instances that the hub knows, those that wait for approval, and what people decide about them. */
export function createDriverHandlers({
  hub: { drivers },
  gate,
  maxBodyBytes,
}: Pick<HttpServices, "gate" | "maxBodyBytes"> & { readonly hub: Pick<Sources, "drivers"> }): HandlersOf<Ids> {
  const sources = { drivers, gate };
  const decide =
    (decision: "disable" | "enable" | "revoke"): GuardedHandler =>
    async (c, { name }) => {
      const driver = readIdentity(c);
      const before = describeDriver(sources, driver);
      await gate[decision](driver, name);
      // A driver that was only ever disabled is forgotten with that.
      return c.json(find(sources, driver) ?? { ...before, access: "open" });
    };
  return {
    listDrivers: (c) => c.json(listDrivers(sources)),
    getDriver: (c) => c.json(describeDriver(sources, readIdentity(c))),
    approveDriver: async (c, { name }) => {
      const driver = readIdentity(c);
      describeDriver(sources, driver);
      await gate.approve(driver, parseApproveDriver(await readJsonBody(c, maxBodyBytes)).code, name);
      return c.json(describeDriver(sources, driver));
    },
    disableDriver: decide("disable"),
    enableDriver: decide("enable"),
    revokeDriver: decide("revoke"),
    createDriverToken: async (c, { name }) => {
      const driver = parseDriverName(readIdentity(c));
      return c.json({ ...driver, token: await gate.issue(driver, name) } satisfies DriverToken);
    },
  };
}

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
  return { driverKey: readPath(c, "key"), instanceId: readPath(c, "instance") };
}

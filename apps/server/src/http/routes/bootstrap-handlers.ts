import { authorize } from "@hos/access";
import type { Bootstrap } from "@hos/protocol/rest";
import { createLiveReach, createReachEpoch } from "../../live/live-reach.ts";
import type { HttpServices } from "../http-services.ts";
import { listPrograms } from "../reach/list-programs.ts";
import { listSpaces } from "../reach/list-spaces.ts";
import type { HandlersOf } from "../route-handlers.ts";

/** What a client begins with. */
export function createBootstrapHandlers(services: Pick<HttpServices, "home" | "hub">): HandlersOf<"getBootstrap"> {
  const { devices } = services.hub;
  const { preferences } = services.home;
  return {
    getBootstrap: (c, by) => {
      const reach = createLiveReach(by);
      const seesHome = authorize(by, { scope: "devices:read", subject: "home" }) === "allowed";
      const all = Array.from(devices.list());
      // The answer is written within this turn, so that these live views are of one moment.
      return c.json({
        epoch: createReachEpoch(devices.epoch, reach),
        revision: devices.revision,
        devices: reach.sees === undefined ? all : all.filter(reach.sees),
        spaces: [...listSpaces(services, by)],
        programs: [...listPrograms(services, by)],
        ...(seesHome && { preferences: preferences.get() }),
      } satisfies Bootstrap);
    },
  };
}

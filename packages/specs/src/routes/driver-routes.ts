import { ApproveDriver, DriverDetail, DriverList } from "@hos/protocol/rest";
import { defineRoutes, inPath, ok } from "./route-parts.ts";

const DRIVER = [inPath("key", "The driverKey."), inPath("instance", "The instanceId.")];
const answers = ok("The driver.", DriverDetail);

/** Driver instances, and what people decide about them. */
export const DRIVER_ROUTES = defineRoutes([
  {
    method: "get",
    path: "/drivers",
    id: "listDrivers",
    summary: "Every driver instance that the hub knows, and those that wait for approval",
    scope: "drivers:manage",
    wholeHome: true,
    parameters: [],
    answers: ok("The drivers.", DriverList),
    errors: [],
  },
  {
    method: "get",
    path: "/drivers/{key}/{instance}",
    id: "getDriver",
    summary: "One driver instance: session, health, rates, last faults, logs",
    scope: "drivers:manage",
    wholeHome: true,
    parameters: DRIVER,
    answers,
    errors: ["NO_DRIVER"],
  },
  {
    method: "post",
    path: "/drivers/{key}/{instance}/approve",
    id: "approveDriver",
    summary: "Let a driver in that waits, by the code that it shows",
    scope: "drivers:manage",
    wholeHome: true,
    parameters: DRIVER,
    body: ApproveDriver,
    answers,
    errors: ["NO_DRIVER", "PAIRING_FAILED", "STORAGE_UNAVAILABLE"],
  },
  {
    method: "post",
    path: "/drivers/{key}/{instance}/disable",
    id: "disableDriver",
    summary: "Keep a driver out until it is enabled",
    scope: "drivers:manage",
    wholeHome: true,
    parameters: DRIVER,
    answers,
    errors: ["NO_DRIVER", "STORAGE_UNAVAILABLE"],
  },
  {
    method: "post",
    path: "/drivers/{key}/{instance}/enable",
    id: "enableDriver",
    summary: "Let a driver in again that was disabled",
    scope: "drivers:manage",
    wholeHome: true,
    parameters: DRIVER,
    answers,
    errors: ["NO_DRIVER", "STORAGE_UNAVAILABLE"],
  },
  {
    method: "post",
    path: "/drivers/{key}/{instance}/revoke",
    id: "revokeDriver",
    summary: "Void the credential of a driver; it has to pair anew",
    scope: "drivers:manage",
    wholeHome: true,
    parameters: DRIVER,
    answers,
    errors: ["NO_DRIVER", "CONFLICT", "STORAGE_UNAVAILABLE"],
  },
]);

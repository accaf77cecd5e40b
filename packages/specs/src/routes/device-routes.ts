import { LIMITS } from "@hos/protocol";
import { DeviceRecord } from "@hos/protocol/device-model";
import {
  type ApiErrorCode,
  Bootstrap,
  CommandDispatched,
  CommandRequest,
  CommandSucceeded,
  DeviceList,
  DeviceSettings,
  Removed,
} from "@hos/protocol/rest";
import { Type } from "typebox";
import { createDeviceFilters, defineRoutes, inPath, inQuery, ok } from "./route-parts.ts";

const DEVICE_ID = inPath("id", "The id of the device. An id of `.` or `..` is written `%252E` or `%252E%252E`.");
const COMMAND_ERRORS: readonly ApiErrorCode[] = [
  "NO_DEVICE",
  "IDEMPOTENCY_MISMATCH",
  "INVALID_COMMAND",
  "INVALID_PAYLOAD",
  "QUEUE_FULL",
  "DRIVER_REJECTED",
  "DRIVER_OFFLINE",
  "DRIVER_DISCONNECTED",
  "HUB_STOPPING",
  "HUB_RESTARTED",
  "TIMEOUT",
];

/** Devices, and what a client begins with. */
export const DEVICE_ROUTES = defineRoutes([
  {
    method: "get",
    path: "/bootstrap",
    id: "getBootstrap",
    summary: "Everything a client needs, in one consistent snapshot",
    scope: "devices:read",
    parameters: [],
    answers: ok("The snapshot.", Bootstrap),
    errors: [],
  },
  {
    method: "get",
    path: "/devices",
    id: "listDevices",
    summary: "Devices, a page at a time, in the order of their ids",
    scope: "devices:read",
    parameters: [
      ...createDeviceFilters(""),
      inQuery("limit", "Devices on a page.", Type.Integer({ minimum: 1, maximum: 1000, default: 100 })),
      inQuery("cursor", "`cursor` of the page before."),
    ],
    answers: ok("A page.", DeviceList),
    errors: [],
  },
  {
    method: "get",
    path: "/devices/{id}",
    id: "getDevice",
    summary: "One device",
    scope: "devices:read",
    parameters: [DEVICE_ID],
    answers: ok("The device.", DeviceRecord),
    errors: ["NO_DEVICE"],
  },
  {
    method: "post",
    path: "/devices/{id}",
    id: "setDevice",
    summary: "Set what a person owns: name, space, hidden",
    scope: "config:write",
    parameters: [DEVICE_ID],
    body: DeviceSettings,
    answers: ok("The device.", DeviceRecord),
    errors: ["NO_DEVICE", "NO_SPACE", "STORAGE_UNAVAILABLE"],
  },
  {
    method: "post",
    path: "/devices/{id}/remove",
    id: "removeDevice",
    summary: "Remove a device and free its id",
    scope: "config:write",
    parameters: [DEVICE_ID],
    answers: ok("It is gone.", Removed),
    errors: ["NO_DEVICE", "STORAGE_UNAVAILABLE"],
  },
  {
    method: "post",
    path: "/devices/{id}/command",
    id: "commandDevice",
    summary: "Ask a device to do something",
    scope: "devices:command",
    parameters: [
      DEVICE_ID,
      {
        name: "Idempotency-Key",
        in: "header",
        description: "Asked again with the same key and body, the command is carried out once and answered alike.",
        schema: Type.String({ minLength: 1, maxLength: LIMITS.requestIdMax }),
      },
    ],
    body: CommandRequest,
    answers: {
      200: { description: "The driver did it.", schema: CommandSucceeded },
      202: { description: "It went to the driver (`wait: dispatch`).", schema: CommandDispatched },
    },
    errors: COMMAND_ERRORS,
  },
]);

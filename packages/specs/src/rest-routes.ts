import { LIMITS } from "@hos/protocol";
import { DeviceRecord } from "@hos/protocol/device-model";
import {
  type ApiErrorCode,
  Bootstrap,
  CommandDispatched,
  CommandList,
  CommandRecord,
  CommandRequest,
  CommandSucceeded,
  DeviceList,
  DeviceSettings,
  DriverDetail,
  DriverList,
  StreamTicket,
} from "@hos/protocol/rest";
import { type TSchema, Type } from "typebox";

/** An answer of a route. */
export interface RestAnswer {
  readonly description: string;
  readonly schema?: TSchema;
  /** @default "application/json" */
  readonly mediaType?: string;
}

/** A parameter of a route. */
export interface RestParameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly description: string;
  readonly schema: TSchema;
}

/** A route of the client API. */
export interface RestRoute {
  readonly method: "get" | "post";
  /** Below a base path, or below the root where {@link RestRoute.atRoot} says so. `{name}` is a path parameter. */
  readonly path: string;
  /** @default false */
  readonly atRoot?: boolean;
  readonly id: string;
  readonly summary: string;
  readonly parameters: readonly RestParameter[];
  readonly body?: TSchema;
  readonly answers: Readonly<Record<number, RestAnswer>>;
  /** Codes of docs/errors.md that it answers with beside those that every route has. */
  readonly errors: readonly ApiErrorCode[];
}

const pathOf = (name: string, description: string): RestParameter => ({
  name,
  in: "path",
  description,
  schema: Type.String(),
});
const query = (name: string, description: string, schema: TSchema = Type.String()): RestParameter => ({
  name,
  in: "query",
  description,
  schema,
});
const ok = (description: string, schema: TSchema): Readonly<Record<number, RestAnswer>> => ({
  200: { description, schema },
});

const DEVICE_ID = pathOf("id", "The id of the device.");
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
  "TIMEOUT",
];
const createFilters = (repeat: string): readonly RestParameter[] => [
  query("space", `Only devices of this space.${repeat}`),
  query("type", `Only devices of this deviceType.${repeat}`),
  query("driver", `Only devices of this driverKey.${repeat}`),
  query("tag", `Only devices with this tag.${repeat}`),
];
const REPEATABLE = " May be repeated.";

/** Every route of the client API that this release serves. The server's test holds it against the routes it mounts. */
export const REST_ROUTES: readonly RestRoute[] = [
  {
    method: "get",
    path: "/healthz",
    atRoot: true,
    id: "getHealth",
    summary: "Whether the process is alive",
    parameters: [],
    answers: ok("It is.", Type.Object({ ok: Type.Literal(true) })),
    errors: [],
  },
  {
    method: "get",
    path: "/openapi.json",
    atRoot: true,
    id: "getOpenApi",
    summary: "This document",
    parameters: [],
    answers: ok("OpenAPI 3.1.", Type.Object({})),
    errors: [],
  },
  {
    method: "get",
    path: "/docs",
    atRoot: true,
    id: "getApiPage",
    summary: "This document for people",
    parameters: [],
    answers: { 200: { description: "HTML.", schema: Type.String(), mediaType: "text/html" } },
    errors: [],
  },
  {
    method: "get",
    path: "/bootstrap",
    id: "getBootstrap",
    summary: "Everything a client needs, in one consistent snapshot",
    parameters: [],
    answers: ok("The snapshot.", Bootstrap),
    errors: [],
  },
  {
    method: "get",
    path: "/devices",
    id: "listDevices",
    summary: "Devices, a page at a time, in the order of their ids",
    parameters: [
      ...createFilters(""),
      query("limit", "Devices on a page.", Type.Integer({ minimum: 1, maximum: 1000, default: 100 })),
      query("cursor", "`cursor` of the page before."),
    ],
    answers: ok("A page.", DeviceList),
    errors: [],
  },
  {
    method: "get",
    path: "/devices/{id}",
    id: "getDevice",
    summary: "One device",
    parameters: [DEVICE_ID],
    answers: ok("The device.", DeviceRecord),
    errors: ["NO_DEVICE"],
  },
  {
    method: "post",
    path: "/devices/{id}",
    id: "setDevice",
    summary: "Set what a person owns: name, space, hidden",
    parameters: [DEVICE_ID],
    body: DeviceSettings,
    answers: ok("The device.", DeviceRecord),
    errors: ["NO_DEVICE"],
  },
  {
    method: "post",
    path: "/devices/{id}/remove",
    id: "removeDevice",
    summary: "Remove a device and free its id",
    parameters: [DEVICE_ID],
    answers: ok("It is gone.", Type.Object({ ok: Type.Literal(true) })),
    errors: ["NO_DEVICE"],
  },
  {
    method: "post",
    path: "/devices/{id}/command",
    id: "commandDevice",
    summary: "Ask a device to do something",
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
  {
    method: "get",
    path: "/commands",
    id: "listCommands",
    summary: "The command journal, newest first",
    parameters: [
      query("device", "Only commands for this device."),
      query("limit", "How many.", Type.Integer({ minimum: 1, maximum: 1000, default: 100 })),
    ],
    answers: ok("The journal.", CommandList),
    errors: [],
  },
  {
    method: "get",
    path: "/commands/{id}",
    id: "getCommand",
    summary: "One command: every stage with its time, who asked, the outcome",
    parameters: [pathOf("id", "The command id.")],
    answers: ok("The command.", CommandRecord),
    errors: ["NO_COMMAND"],
  },
  {
    method: "get",
    path: "/drivers",
    id: "listDrivers",
    summary: "Every driver instance that the hub knows",
    parameters: [],
    answers: ok("The drivers.", DriverList),
    errors: [],
  },
  {
    method: "get",
    path: "/drivers/{key}/{instance}",
    id: "getDriver",
    summary: "One driver instance: session, health, rates, last faults, logs",
    parameters: [pathOf("key", "The driverKey."), pathOf("instance", "The instanceId.")],
    answers: ok("The driver.", DriverDetail),
    errors: ["NO_DRIVER"],
  },
  {
    method: "get",
    path: "/events",
    id: "streamEvents",
    summary: "The live stream as server-sent events (asyncapi-live.json says what comes)",
    parameters: [
      ...createFilters(REPEATABLE),
      query("device", `Only this device.${REPEATABLE}`),
      query("event", `Only events of this name.${REPEATABLE}`),
      query("ticket", "Of POST /events/ticket, in the place of the Authorization header."),
      query("since", "A cursor `<epoch>:<revision>`; the Last-Event-ID header serves as well."),
    ],
    answers: { 200: { description: "The stream.", schema: Type.String(), mediaType: "text/event-stream" } },
    errors: [],
  },
  {
    method: "post",
    path: "/events/ticket",
    id: "createStreamTicket",
    summary: "A ticket that opens GET /events once, for a browser that cannot set headers",
    parameters: [],
    answers: ok("The ticket.", StreamTicket),
    errors: [],
  },
];

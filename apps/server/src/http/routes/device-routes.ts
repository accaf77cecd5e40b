import type { Hub } from "@hos/hub";
import type { DeviceRecord } from "@hos/protocol/device-model";
import { ApiFailure, type DeviceList, parseDeviceQuery, parseDeviceSettings } from "@hos/protocol/rest";
import { Hono } from "hono";
import { createDeviceMatcher } from "../../live/create-device-matcher.ts";
import type { ApiEnv } from "../api-context.ts";
import { readJsonBody } from "../read-json-body.ts";

type DeviceQuery = ReturnType<typeof parseDeviceQuery>;

/** `/devices`: the list, one device, its settings, its removal. */
export function createDeviceRoutes(hub: Hub): Hono<ApiEnv> {
  const { devices } = hub;
  const routes = new Hono<ApiEnv>();
  routes.get("/", (c) => c.json(listDevices(devices.list(), parseDeviceQuery(c.req.query()))));
  routes.get("/:id", (c) => {
    const id = c.req.param("id");
    const device = devices.get(id);
    if (device === undefined) throw noDevice(id);
    return c.json(device);
  });
  routes.post("/:id", async (c) => {
    const id = c.req.param("id");
    const settings = parseDeviceSettings(await readJsonBody(c));
    if (devices.get(id) === undefined) throw noDevice(id);
    devices.setSettings(id, settings);
    // What a person set is kept when the answer says so.
    await devices.flush();
    return c.json(devices.get(id));
  });
  routes.post("/:id/remove", async (c) => {
    const id = c.req.param("id");
    if (!hub.removeDevice(id)) throw noDevice(id);
    await devices.flush();
    return c.json({ ok: true });
  });
  return routes;
}

function listDevices(devices: Iterable<Readonly<DeviceRecord>>, query: DeviceQuery): DeviceList {
  const { space, type, driver, tag, limit, cursor } = query;
  const matches = createDeviceMatcher({
    ...(space !== undefined && { spaces: [space] }),
    ...(type !== undefined && { types: [type] }),
    ...(driver !== undefined && { drivers: [driver] }),
    ...(tag !== undefined && { tags: [tag] }),
  });
  const found = [...devices].filter(
    (device) => (cursor === undefined || device.id > cursor) && (matches?.(device) ?? true),
  );
  const sorted = found.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const page = sorted.slice(0, limit);
  return { devices: page, cursor: sorted.length > limit ? (page.at(-1)?.id ?? null) : null };
}

function noDevice(id: string): ApiFailure {
  return new ApiFailure("NO_DEVICE", `There is no device ${JSON.stringify(id)}.`, {
    details: ["GET /devices lists the devices that there are."],
  });
}

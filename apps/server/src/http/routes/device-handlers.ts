import { createDeviceFilter, type DeviceFilter, type Principal } from "@hos/access";
import type { DeviceRecord } from "@hos/protocol/device-model";
import {
  ApiFailure,
  type DeviceList,
  type DeviceSettings,
  parseDeviceQuery,
  parseDeviceSettings,
} from "@hos/protocol/rest";
import { runCommand } from "../../commands/run-command.ts";
import { createDeviceMatcher } from "../../live/create-device-matcher.ts";
import { answerDone } from "../answer-done.ts";
import { ensureSpace } from "../ensure-space.ts";
import type { HttpServices } from "../http-services.ts";
import { findDevice } from "../reach/find-device.ts";
import { readHeader } from "../read-header.ts";
import { readJsonBody } from "../read-json-body.ts";
import { readPath } from "../read-path.ts";
import type { HandlersOf } from "../route-handlers.ts";

type Services = Pick<HttpServices, "addressOf" | "home" | "hub" | "maxBodyBytes">;
type Ids = "listDevices" | "getDevice" | "setDevice" | "removeDevice" | "commandDevice";

/** Devices: the list, one of them, its settings, its removal, its commands. */
export function createDeviceHandlers(services: Services): HandlersOf<Ids> {
  const { addressOf, hub, maxBodyBytes } = services;
  const { devices } = hub;
  return {
    listDevices: (c, by) =>
      c.json(listDevices(devices.list(), parseDeviceQuery(c.req.query()), createDeviceFilter(by))),
    getDevice: (c, by) => c.json(findDevice(hub, readPath(c, "id"), by)),
    setDevice: async (c, by) => {
      const id = readPath(c, "id");
      const settings = parseDeviceSettings(await readJsonBody(c, maxBodyBytes));
      checkSpace(services, findDevice(hub, id, by), { settings, by });
      await devices.saveSettings(id, settings);
      return c.json(devices.get(id));
    },
    removeDevice: async (c, by) => {
      const { id } = findDevice(hub, readPath(c, "id"), by);
      hub.removeDevice(id);
      await devices.flush();
      return answerDone(c);
    },
    commandDevice: async (c, by) => {
      const address = addressOf(c);
      const answer = await runCommand(hub, {
        deviceId: readPath(c, "id"),
        body: await readJsonBody(c, maxBodyBytes),
        idempotencyKey: readHeader(c, "idempotency-key"),
        by,
        origin: { via: "rest", ...(address !== undefined && { address }) },
      });
      return c.json(answer, answer.status === "dispatched" ? 202 : 200);
    },
  };
}

type DeviceQuery = ReturnType<typeof parseDeviceQuery>;

function listDevices(
  devices: Iterable<Readonly<DeviceRecord>>,
  query: DeviceQuery,
  sees: DeviceFilter | undefined,
): DeviceList {
  const { space, type, driver, tag, limit, cursor } = query;
  const matches = createDeviceMatcher({
    ...(space !== undefined && { spaces: [space] }),
    ...(type !== undefined && { types: [type] }),
    ...(driver !== undefined && { drivers: [driver] }),
    ...(tag !== undefined && { tags: [tag] }),
  });
  const found = [...devices].filter(
    (device) => (cursor === undefined || device.id > cursor) && (matches?.(device) ?? true) && (sees?.(device) ?? true),
  );
  const sorted = found.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const page = sorted.slice(0, limit);
  return { devices: page, cursor: sorted.length > limit ? (page.at(-1)?.id ?? null) : null };
}

/** @throws {ApiFailure} NO_SPACE for one that is not there; FORBIDDEN where the device would leave the part that `by` sees. */
function checkSpace(
  { home }: Services,
  { id }: Readonly<DeviceRecord>,
  { settings, by }: { readonly settings: DeviceSettings; readonly by: Principal },
): void {
  const { spaceId } = settings;
  if (spaceId === undefined) return;
  if (createDeviceFilter(by)?.({ id, spaceId }) === false) {
    throw new ApiFailure("FORBIDDEN", "The credential does not reach so far.", {
      details: ["The device would leave the part of the home that it is confined to."],
    });
  }
  if (spaceId !== null) ensureSpace(home, spaceId);
}

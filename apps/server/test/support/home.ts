import { Emitter } from "@hos/runtime";
import type { LiveEvent } from "@hos/protocol/live";
import { ManualClock } from "@hos/runtime/testing";
import { DeviceStateManager } from "@hos/state-store";

export const OWNER = { driverKey: "DEMO", instanceId: "demo-1" };
export const AT = "2026-01-01T00:00:00.000Z";

/** The devices and the live bus of a home, without drivers. */
export function createHome(options: { historySize?: number } = {}) {
  const clock = new ManualClock();
  const devices = new DeviceStateManager({ clock, epoch: "epoch", ...options });
  const events = new Emitter<{ live: LiveEvent }>((fault) => {
    throw fault;
  });
  devices.onChange((change) => events.emit("live", change));
  const announce = (id: string, more: { name?: string; tags?: string[]; deviceType?: string } = {}) =>
    devices.announce(OWNER, id, { name: id, deviceType: "light", ...more });
  return { clock, devices, events, announce };
}

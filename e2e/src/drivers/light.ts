import type { DriverDevice } from "./driver-calls.ts";

/** A light that is off. */
export function light(id: string, state: DriverDevice["state"] = { power: false, brightness: 10 }): DriverDevice {
  return { id, description: { name: `Light ${id}`, deviceType: "light" }, state };
}

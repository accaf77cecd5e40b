import { CommandPayload } from "../src/devices/command-payload.ts";
import type { SimulatedDevice } from "../src/devices/simulated-device.ts";

const STEP_MS = 250;

/** Lets a device live for `durationMs`. `random` is what every throw of the dice shows; 0.999 means that nothing happens. */
export function pass(device: SimulatedDevice, durationMs: number, random = 0.999): void {
  const start = Date.UTC(2026, 0, 1);
  for (let passedMs = STEP_MS; passedMs <= durationMs; passedMs += STEP_MS) {
    device.tick({ now: start + passedMs, elapsedMs: STEP_MS, random: () => random });
  }
}

/** Gives a device a command, as the hub would. */
export function command(device: SimulatedDevice, key: string, payload: Record<string, string | number> = {}): unknown {
  const handler = device.commands[key];
  if (handler === undefined) throw new TypeError(`The device has no command ${key}.`);
  return handler(new CommandPayload(payload));
}

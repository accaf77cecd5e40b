/* oxlint-disable no-console -- Its output is what it is for. */
/**
 * How long the event loop is held up while the states of 10,000 devices are written to SQLite: the figure in
 * docs/reliability.md.
 *
 *   node --conditions=@hos/source packages/storage/bench/measure-flush.ts [folder]
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import { setImmediate, setTimeout } from "node:timers/promises";
import { DeviceStateManager } from "@hos/state-store";
import { SqliteStorage } from "../src/sqlite/index.ts";

const DEVICES = 10_000;
const ROUNDS = 30;
const OWNER = { driverKey: "BENCH", instanceId: "bench-1" };

const parent = process.argv[2] ?? tmpdir();
const folder = mkdtempSync(join(parent, "hos-flush-"));
const storage = await SqliteStorage.open({ folder, restorePolicy: {} });
const devices = new DeviceStateManager({ persistence: storage.devices });
await devices.start();

await eachDevice(announce);
await measure("first flush, with descriptions", 1, () => devices.flush());
await measure("update of all states and flush", ROUNDS, async (round) => {
  await eachDevice((index) => report(index, round));
  await devices.flush();
});
await measure("nothing, for comparison", ROUNDS, () => setTimeout(100));
await devices.close();
await storage.close();
rmSync(folder, { recursive: true });

async function measure(name: string, rounds: number, work: (round: number) => Promise<unknown>): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  let tookMs = 0;
  for (let round = 0; round < rounds; round += 1) {
    const startedAt = performance.now();
    await work(round);
    tookMs += performance.now() - startedAt;
  }
  delay.disable();
  console.log(
    `${name}: ${DEVICES} devices, ${(tookMs / rounds).toFixed(0)} ms each (${rounds}), event-loop delay ` +
      `p50 ${ms(delay.percentile(50))} ms, p99 ${ms(delay.percentile(99))} ms, max ${ms(delay.max)} ms`,
  );
}

function ms(nanoseconds: number): string {
  return (nanoseconds / 1e6).toFixed(1);
}

async function eachDevice(change: (index: number) => void): Promise<void> {
  for (let index = 0; index < DEVICES; index += 1) {
    change(index);
    if (index % 100 === 0) await setImmediate();
  }
}

function announce(index: number): void {
  devices.announce(OWNER, `light-${index}`, {
    name: `Lamp ${index}`,
    deviceType: "light",
    tags: ["ceiling"],
    target: { host: "192.168.1.20", port: 80, unit: index },
    properties: {
      manufacturer: "ACME",
      model: "L-100",
      serialNumber: `SN-${index}`,
      firmware: "1.2.3",
      dimmable: true,
    },
  });
  report(index, -1);
}

function report(index: number, round: number): void {
  devices.applyState(`light-${index}`, {
    power: round % 2 === 0,
    brightness: (index + round) % 100,
    color_temp: 2700 + ((index * 7 + round) % 3000),
    color: { hue: (index + round) % 360, saturation: 50 },
    extras: { link: { quality: (index + round) % 255, rssi: -60 }, counters: [index, round] },
  });
}

import { setTimeout as wait } from "node:timers/promises";
import { HosDriver } from "@hos/driver-sdk";
import type { Bootstrap } from "@hos/protocol/rest";
import { describeTimes } from "./percentiles.ts";
import { makeFolder, RunningServer } from "./run-server.ts";

const DRIVERS = 500;
const DEVICES_EACH = 10;
const DEADLINE_MS = 60_000;

/** Kills a hub with many drivers and measures how long they take to come back to the next one. */
export async function measureStorm(say: (line: string) => void): Promise<void> {
  using folder = makeFolder();
  await using first = await RunningServer.start({ folder: folder.path });
  const drivers = Array.from({ length: DRIVERS }, (_, index) => createDriver(first.driverUrl, index));
  const ended = new Map<number, number>();
  for (const driver of drivers) {
    driver.on("disconnected", ({ code }) => ended.set(code, (ended.get(code) ?? 0) + 1));
    driver.connect();
  }
  await Promise.all(drivers.map((driver) => driver.ready()));
  await allOnline(first);
  const returns = drivers.map(
    (driver) => new Promise<number>((resolve) => driver.once("registered", () => resolve(performance.now()))),
  );
  await first.kill();
  await using second = await RunningServer.start({ folder: folder.path, port: first.port });
  const readyAt = performance.now();
  const times = (await Promise.all(returns)).map((at) => at - readyAt);
  await allOnline(second);
  say(`${DRIVERS} drivers registered, after the hub was ready: ${describeTimes(times)}`);
  say(`all ${DRIVERS * DEVICES_EACH} devices were online after ${(performance.now() - readyAt).toFixed(0)} ms`);
  say(`connections that ended, by close code: ${JSON.stringify(Object.fromEntries(ended))}`);
  await Promise.all(drivers.map((driver) => driver.close()));
}

function createDriver(wsUrl: string, index: number): HosDriver {
  const driver = new HosDriver({ driverKey: "STORM", instanceId: `storm-${index}`, wsUrl });
  for (let device = 0; device < DEVICES_EACH; device += 1) {
    const id = `storm-${index}-${device}`;
    driver.announceDevice(id, { name: "Lamp", deviceType: "light" });
    driver.updateState(id, { power: true, brightness: device });
  }
  return driver;
}

async function allOnline(server: RunningServer): Promise<void> {
  const deadline = performance.now() + DEADLINE_MS;
  for (;;) {
    const { devices } = (await server.ask("/bootstrap")).body as Bootstrap;
    const online = devices.filter(({ availability }) => availability.status === "online").length;
    if (online === DRIVERS * DEVICES_EACH) return;
    if (performance.now() > deadline) throw new Error(`Only ${online} devices came online.`);
    await wait(50);
  }
}

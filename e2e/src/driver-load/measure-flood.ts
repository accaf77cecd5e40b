import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { HosDriver } from "@hos/driver-sdk";
import type { DriverDetail } from "@hos/protocol/rest";
import { describeTimes } from "./percentiles.ts";
import { makeFolder, RunningServer } from "./run-server.ts";

const FLOOD = fileURLToPath(new URL("flood-main.ts", import.meta.url));
const FRAMES_PER_SECOND = 50_000;
const SECONDS = 10;
const COMMAND_INTERVAL_MS = 20;

/** Measures commands to a driver that behaves, alone and beside one that floods the hub. */
export async function measureFlood(say: (line: string) => void): Promise<void> {
  using folder = makeFolder();
  await using server = await RunningServer.start({ folder: folder.path });
  await using lamp = new HosDriver({ driverKey: "CALM", instanceId: "calm-1", wsUrl: server.driverUrl });
  lamp.announceDevice("lamp", { name: "Lamp", deviceType: "light" });
  lamp.onAction(() => ({ state: { power: true } }));
  lamp.connect();
  await lamp.ready();
  await command(server, 2);
  say(`a command, alone: ${describeTimes(await command(server, SECONDS))}`);
  const flood = spawn(process.execPath, [FLOOD, server.driverUrl, String(FRAMES_PER_SECOND), String(SECONDS + 1)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  createInterface({ input: flood.stdout }).on("line", (line) => say(`the flood: ${line}`));
  const ended = once(flood, "exit");
  await wait(500);
  const times = await command(server, SECONDS);
  say(`a command, beside ${FRAMES_PER_SECOND} frames a second of another driver: ${describeTimes(times)}`);
  const { traffic } = (await server.ask("/drivers/FLOOD/flood-1")).body as DriverDetail;
  say(`the hub read ${traffic.framesIn} of its frames, ${traffic.framesInPerSecond} a second at the end`);
  await ended;
}

/** How long each command of so many seconds took. @throws {Error} for one that failed. */
async function command(server: RunningServer, seconds: number): Promise<readonly number[]> {
  const times: number[] = [];
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) {
    const began = performance.now();
    const { status, body } = await server.ask("/devices/lamp/command", { command: "turn_on" });
    if (status !== 200) throw new Error(`A command was answered with ${status}: ${JSON.stringify(body)}`);
    times.push(performance.now() - began);
    await wait(COMMAND_INTERVAL_MS);
  }
  return times;
}

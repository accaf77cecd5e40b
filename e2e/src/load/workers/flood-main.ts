import { Agent } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { serveCalls } from "../../process/serve-calls.ts";
import { DriverSocket } from "../drivers/driver-socket.ts";
import { askHub } from "../hub/ask-hub.ts";
import type { FloodCalls, FloodJob, FloodResult, RequestJob } from "./load-calls.ts";

// A process that does too much of one thing.

const SLICE_MS = 5;
/** What waits in the process of a flooder; more would measure its own memory. */
const MOST_UNSENT_BYTES = 4 * 1024 * 1024;

serveCalls<FloodCalls, never>({
  frames: floodFrames,
  async requests(job) {
    const counts: Record<string, number> = {};
    const endAt = performance.now() + job.seconds * 1000;
    const agent = new Agent({ keepAlive: true, maxSockets: job.atOnce });
    let attempts = 0;
    const askOn = async () => {
      while (performance.now() < endAt) {
        attempts += 1;
        const status = await askOnce(job, { agent, attempt: attempts });
        counts[status] = (counts[status] ?? 0) + 1;
      }
    };
    await Promise.all(Array.from({ length: job.atOnce }, askOn));
    agent.destroy();
    return counts;
  },
});

async function askOnce(
  { port, method, path, headers, body }: RequestJob,
  { agent, attempt }: { readonly agent: Agent; readonly attempt: number },
): Promise<string> {
  const sent = body === undefined ? {} : { body: body.replaceAll("@", String(attempt)) };
  try {
    const { status } = await askHub(port, { method, path, headers, agent, ...sent });
    return String(status);
  } catch {
    return "no answer";
  }
}

const FRAMES: Readonly<Record<FloodJob["frame"], (index: number) => string>> = {
  state: (index) => `{"event":"STATE_UPDATE","device_id":"flooded","data":{"brightness":${index % 100}}}`,
  catalogue: createCatalogueFrame,
};
const CATALOGUES = 45;
const ROWS = 200;

/** No schema is like another one, so that nothing of it is remembered. */
function createCatalogueFrame(index: number): string {
  const createRow = (row: number, device: number) => ({
    key: `command-${row}`,
    payloadSchema: { properties: { text: { pattern: `^[a-z]{1,9}${index}-${device}-${row}$` } } },
  });
  const events = Array.from({ length: CATALOGUES }, (_, device) => ({
    event: "DEVICE_DISCOVERED",
    device_id: `flooded-${device}`,
    data: {
      name: "Flooded",
      deviceType: "flooded",
      properties: { commandCatalog: Array.from({ length: ROWS }, (_row, row) => createRow(row, device)) },
    },
  }));
  return JSON.stringify({ method: "driver.events", params: { events } });
}

async function floodFrames({ wsUrl, frame, framesPerSecond, seconds }: FloodJob): Promise<FloodResult> {
  await using socket = await DriverSocket.open(wsUrl);
  socket.register({ driverKey: "FLOODER", instanceId: "flooder-1" });
  await socket.find(({ event }) => event === "REGISTERED");
  socket.send({ event: "DEVICE_DISCOVERED", device_id: "flooded", data: { name: "Flooded", deviceType: "light" } });
  const beganAt = performance.now();
  let due = 0;
  let sent = 0;
  while (performance.now() - beganAt < seconds * 1000 && socket.isOpen) {
    const until = Math.floor(((performance.now() - beganAt) * framesPerSecond) / 1000);
    for (; due < until; due += 1) {
      if (socket.unsentBytes > MOST_UNSENT_BYTES) continue;
      socket.send(FRAMES[frame](due));
      sent += 1;
    }
    await wait(SLICE_MS);
  }
  const errors = socket.frames.filter(({ ok }) => ok === false).map(({ code }) => String(code));
  return { sent, heldBack: due - sent, errors, closeCode: socket.closeCode };
}

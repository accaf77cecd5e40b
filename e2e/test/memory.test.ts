import { describe, expect, it } from "vitest";
import { RawDriver } from "../src/drivers/raw-driver.ts";
import { ServerProcess } from "../src/server/server-process.ts";

const MEBIBYTE = 1024 * 1024;
const ROUNDS = 6;
/** Caches and compiled code are there from this round on. */
const WARM_ROUND = 2;
const FRAMES = 10_000;
const FILLER = "x".repeat(400);
const REQUESTS = 200;

describe("the memory of the hub", () => {
  it("comes back after floods of bad input", async () => {
    await using server = await ServerProcess.start();
    const used: number[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      await sendInvalidFrames(server);
      await sendLargeFrames(server);
      await sendBadRequests(server);
      used.push(await server.memory());
    }
    const warm = used[WARM_ROUND - 1] ?? 0;
    // Keeping every frame of the rounds since then would take 16 MiB and more.
    expect(used.at(-1)).toBeLessThan(warm + 4 * MEBIBYTE);
    expect(await server.rest.get("/devices")).toMatchObject({ status: 200 });
  });
});

async function sendInvalidFrames(server: ServerProcess): Promise<void> {
  await using driver = await RawDriver.register(server.driverUrl);
  const greetings = driver.frames.all.length;
  const all = driver.frames.next("The last of the errors", () => driver.frames.all.length === greetings + FRAMES);
  for (let index = 0; index < FRAMES; index += 1) driver.send(invalidFrame(index));
  await all;
}

function invalidFrame(index: number): string {
  const id = `${index}-${FILLER}`;
  switch (index % 4) {
    case 0:
      return `{"event":"STATE_UPDATE","device_id":"${id}","data":{}}`;
    case 1:
      return `{"event":"NO_EVENT","text":"${id}"}`;
    case 2:
      return `not JSON ${id}`;
    default:
      return `{"event":"STATE_UPDATE","device_id":"nowhere-${index}","data":{"extras":{"text":"${id}"}}}`;
  }
}

async function sendLargeFrames(server: ServerProcess): Promise<void> {
  for (let index = 0; index < 5; index += 1) {
    await using driver = await RawDriver.register(server.driverUrl);
    driver.send(`{"text":"${"x".repeat(MEBIBYTE - 100)}"}`);
    driver.send("[".repeat(500_000) + "]".repeat(500_000));
    driver.send(`"${"x".repeat(2 * MEBIBYTE)}"`);
    expect(await driver.closed).toBe(1009);
  }
}

async function sendBadRequests(server: ServerProcess): Promise<void> {
  const requests = Array.from({ length: REQUESTS }, (_, index) =>
    server.rest.post(`/devices/nowhere-${index}/command`, { command: "turn_on", payload: { text: FILLER } }),
  );
  const answers = await Promise.all([
    ...requests,
    server.rest.post("/devices/nowhere/command", "x".repeat(2 * MEBIBYTE)),
    server.rest.post("/devices/nowhere/command", "[".repeat(MEBIBYTE)),
  ]);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404, 413, 400]));
}

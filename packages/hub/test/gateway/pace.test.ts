import { describe, expect, it } from "vitest";
import type { PlainDriver } from "../support/plain-driver.ts";
import { RunningHub } from "../support/running-hub.ts";

const ONE = { driverKey: "TEST", instanceId: "one" };

const limits = { framesPerSecond: 100, frameBurst: 200 };

/** Settles when the hub has read what it reads of others without time passing. */
async function rounds(calm: PlainDriver, count = 20): Promise<void> {
  for (let round = 0; round < count; round += 1) await calm.settle();
}

function framesIn(running: RunningHub): number {
  return running.hub.drivers.get(ONE)?.traffic.framesIn ?? 0;
}

describe("a driver that sends too fast", () => {
  it("is read as fast as it may send, loses nothing, and others are not slowed down", async () => {
    await using running = await RunningHub.start({ limits });
    await using flooding = await running.lamp("light-1", "one");
    await using calm = await running.lamp("light-2", "two");
    for (let step = 0; step < 1_000; step += 1) flooding.event("STATE_UPDATE", "light-1", { step });
    await rounds(calm);
    expect(framesIn(running)).toBe(200);
    running.clock.advance(1_000);
    await rounds(calm);
    expect(framesIn(running)).toBeGreaterThanOrEqual(300);
    expect(framesIn(running)).toBeLessThanOrEqual(310);
    for (let second = 0; second < 10; second += 1) {
      running.clock.advance(1_000);
      await rounds(calm, 5);
    }
    await flooding.settle();
    expect(running.hub.devices.get("light-1")?.state).toEqual({ step: 999 });
    expect(running.hub.drivers.get(ONE)?.faults).toHaveLength(2);
  });

  it("lets others have their turn within a bulk that takes long, which stays in order", async () => {
    await using running = await RunningHub.start();
    await using slow = await running.lamp("light-1", "one");
    await using calm = await running.lamp("light-2", "two");
    const seen: string[] = [];
    running.hub.events.on("live", (event) => {
      if (event.event !== "STATE_UPDATE") return;
      seen.push(event.device_id === "light-2" ? "calm" : JSON.stringify(event.data["step"]));
      running.clock.advance(5);
    });
    const steps = Array.from({ length: 200 }, (_, step) => step);
    const events = steps.map((step) => ({ event: "STATE_UPDATE", device_id: "light-1", data: { step } }));
    slow.send({ method: "driver.events", params: { events } });
    slow.event("STATE_UPDATE", "light-1", { step: "end" });
    calm.event("STATE_UPDATE", "light-2", { step: 0 });
    await slow.settle();
    await calm.settle();
    expect(seen.filter((step) => step !== "calm")).toEqual([...steps.map(String), '"end"']);
    expect(seen.indexOf("calm")).toBeLessThan(100);
  });

  it("pays for the events of a bulk and for the size of a frame", async () => {
    await using running = await RunningHub.start({
      limits: { framesPerSecond: 100, frameBurst: 100, stateBytesPerDevice: 1_000_000 },
    });
    await using driver = await running.lamp("light-1", "one");
    await using calm = await running.lamp("light-2", "two");
    driver.event("STATE_UPDATE", "light-1", { picture: "x".repeat(100 * 4096) });
    driver.event("STATE_UPDATE", "light-1", { step: 1 });
    await rounds(calm);
    expect(running.hub.devices.get("light-1")?.state).not.toHaveProperty("step");
    for (let second = 0; second < 2; second += 1) running.clock.advance(1_000);
    await driver.settle();
    expect(running.hub.devices.get("light-1")?.state).toMatchObject({ step: 1 });
  });

  it("is told after a while, and a person sees it", async () => {
    await using running = await RunningHub.start({ limits: { ...limits, floodPatienceMs: 3_000 } });
    await using flooding = await running.lamp("light-1", "one");
    await using calm = await running.lamp("light-2", "two");
    for (let step = 0; step < 2_000; step += 1) flooding.event("STATE_UPDATE", "light-1", { step });
    for (let second = 0; second < 5; second += 1) {
      await rounds(calm, 5);
      running.clock.advance(1_000);
    }
    expect(await flooding.next()).toEqual({
      ok: false,
      code: "DRIVER_WS_LIMIT_EXCEEDED",
      error: "The driver sends too fast, and is slowed down.",
      details: ["Send only what changed; 100 frames a second are read, of more than 4 KiB as several."],
      protocolVersion: 1,
    });
    expect(running.hub.drivers.get(ONE)).toMatchObject({
      status: "connected",
      faults: [{}, { code: "DRIVER_WS_LIMIT_EXCEEDED" }],
    });
  });

  it("is not taken for dead while it is not read", async () => {
    await using running = await RunningHub.start({ limits: { framesPerSecond: 1, frameBurst: 10 } });
    await using flooding = await running.lamp("light-1", "one");
    for (let step = 0; step < 500; step += 1) flooding.event("STATE_UPDATE", "light-1", { step });
    await using calm = await running.driver("two");
    await calm.settle();
    for (let second = 0; second < 120; second += 1) {
      running.clock.advance(1_000);
      if (second % 10 === 0) await calm.settle();
    }
    expect(running.hub.drivers.get(ONE)).toMatchObject({ status: "connected" });
  });
});

import { describe, expect, it } from "vitest";
import { type PlainDriver, within } from "../support/plain-driver.ts";
import { RunningHub } from "../support/running-hub.ts";

function rejectedOf(running: RunningHub): number {
  return running.hub.drivers.get({ driverKey: "TEST", instanceId: "one" })?.traffic.rejected ?? 0;
}

/** Settles when the hub has long answered others, but the first driver no more. */
async function quiet(running: RunningHub, other: PlainDriver): Promise<void> {
  for (let before = -1; before !== rejectedOf(running);) {
    before = rejectedOf(running);
    for (let round = 0; round < 20; round += 1) await other.settle();
  }
}

describe("backpressure", () => {
  it("handles the frame of another driver before the rest of a flood", async () => {
    await using running = await RunningHub.start({ limits: { framesPerTurn: 10 } });
    await using flooding = await running.lamp("light-1", "one");
    await using calm = await running.lamp("light-2", "two");
    const before = running.live.length;
    const done = within(
      new Promise<void>((resolve) => {
        running.hub.events.on("live", (event) => {
          if (event.event === "STATE_UPDATE" && event.data["step"] === 1_999) resolve();
        });
      }),
      "the end of the flood",
    );
    for (let step = 0; step < 2_000; step += 1) flooding.event("STATE_UPDATE", "light-1", { step });
    calm.event("STATE_UPDATE", "light-2", { power: true });
    await done;
    const told = running.live.slice(before).flatMap((event) => (event.event === "STATE_UPDATE" ? [event] : []));
    const steps = told.flatMap((event) => (event.device_id === "light-1" ? [event.data["step"]] : []));
    expect(steps).toEqual(Array.from({ length: 2_000 }, (_, step) => step));
    expect(told.slice(0, 100)).toContainEqual(expect.objectContaining({ device_id: "light-2" }));
  });

  it("applies all that a driver sent before it left, in order", async () => {
    await using running = await RunningHub.start({ limits: { framesPerTurn: 1 } });
    const driver = await running.lamp();
    const lost = running.sessionClosed();
    for (let step = 0; step < 500; step += 1) driver.event("STATE_UPDATE", "light-1", { step });
    driver.socket.close(1000);
    await lost;
    expect(running.hub.devices.get("light-1")?.state).toEqual({ step: 499 });
  });

  it("stops reading a driver that does not read its errors, and loses nothing when it reads again", async () => {
    await using running = await RunningHub.start({ limits: { pauseAboveBytes: 1024 } });
    await using driver = await running.lamp();
    await using calm = await running.lamp("light-2", "two");
    const sent = 60_000;
    driver.socket.pause();
    for (let index = 0; index < sent; index += 1) driver.send(`{"event":"NONSENSE"}`);
    await quiet(running, calm);
    expect(rejectedOf(running)).toBeLessThan(sent);
    driver.socket.resume();
    await driver.take(sent);
    await driver.settle();
    // The announcements of the lamp asked for one answer, and so did the last line.
    expect(rejectedOf(running)).toBe(sent + 2);
  }, 30_000);

  it("ends a driver that never reads when its bound is reached", async () => {
    // Above the bound there is no pause, so that the hub goes on answering until the bound is reached.
    const limits = { pauseAboveBytes: Number.MAX_SAFE_INTEGER, outgoingBytes: 64 * 1024 };
    await using running = await RunningHub.start({ limits });
    const driver = await running.lamp();
    driver.socket.pause();
    const lost = running.sessionClosed();
    const bulk = JSON.stringify({
      method: "driver.events",
      params: { events: Array.from({ length: 10_000 }, () => ({})) },
    });
    for (let index = 0; index < 20; index += 1) driver.send(bulk);
    await lost;
    expect(running.hub.drivers.list()).toEqual([expect.objectContaining({ status: "away", reason: "not_reading" })]);
    driver.socket.resume();
    await driver.ended();
    await using again = await running.driver();
    await again.settle();
  });

  it("ends a driver that never reads at the second heartbeat", async () => {
    await using running = await RunningHub.start({ limits: { pauseAboveBytes: 1024 } });
    await using driver = await running.lamp();
    await using calm = await running.lamp("light-2", "two");
    driver.socket.pause();
    for (let index = 0; index < 60_000; index += 1) driver.send(`{"event":"NONSENSE"}`);
    await quiet(running, calm);
    for (let beat = 0; beat < 3; beat += 1) {
      running.clock.advance(20_000);
      await calm.settle();
    }
    expect(running.hub.drivers.list()).toEqual([
      expect.objectContaining({ instanceId: "one", status: "away", reason: "heartbeat_lost" }),
      expect.objectContaining({ instanceId: "two", status: "connected" }),
    ]);
  }, 30_000);
});

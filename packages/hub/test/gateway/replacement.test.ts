import { describe, expect, it } from "vitest";
import { PlainDriver } from "../support/plain-driver.ts";
import { RunningHub } from "../support/running-hub.ts";

const origin = { via: "embedded" } as const;

describe("two sessions of one driver", () => {
  it("lets the newest win: the old one is closed with 4001 and the driver was never away", async () => {
    await using running = await RunningHub.start();
    const old = await running.lamp();
    await using young = await running.driver();
    expect(await old.ended()).toEqual({ code: 4001, reason: "replaced" });
    running.clock.advance(1_000);
    young.event("DEVICE_DISCOVERED", "light-1", { name: "Lamp", deviceType: "light" });
    await young.settle();
    running.clock.advance(15_000);
    expect(running.told).toEqual(["DRIVER_CONNECTED", "DEVICE_DISCOVERED"]);
    expect(running.hub.drivers.list()).toEqual([expect.objectContaining({ status: "connected", reason: "replaced" })]);
  });

  it("fails what the old one was doing as disconnected and delivers nothing twice", async () => {
    await using running = await RunningHub.start();
    await using old = await running.lamp();
    const outcome = running.hub.commands.dispatch({ deviceId: "light-1", command: "turn_on", origin });
    expect(await old.next()).toMatchObject({ event: "ACTION", device_id: "light-1" });
    await using young = await running.driver();
    expect(await outcome).toMatchObject({ ok: false, failure: { code: "DRIVER_DISCONNECTED" } });
    await young.settle();
    const next = running.hub.commands.dispatch({ deviceId: "light-1", command: "turn_off", origin });
    const action = await young.next();
    expect(action).toMatchObject({ event: "ACTION", data: { command: "turn_off" } });
    young.event("ACTION_RESULT", "light-1", { success: true });
    expect(await next).toMatchObject({ ok: true });
    await old.ended();
    expect(old.waiting).toBe(0);
  });

  it("ignores the frames of the old one", async () => {
    await using running = await RunningHub.start();
    const old = await running.lamp();
    // Its frames wait behind the pause: it does not know yet that it was replaced.
    const young = new PlainDriver(running.url);
    await young.next();
    old.socket.pause();
    await young.register();
    old.event("STATE_UPDATE", "light-1", { power: true });
    old.event("DEVICE_REMOVED", "light-1");
    old.send("nonsense");
    const reported: unknown[] = [];
    running.hub.events.on("frameRejected", (rejection) => reported.push(rejection));
    old.socket.resume();
    expect(await old.ended()).toMatchObject({ code: 4001 });
    expect(reported).toEqual([]);
    await young.settle();
    expect(running.hub.devices.get("light-1")?.state).toEqual({});
    await young.close();
  });

  it("cuts an old one that does not answer the close", async () => {
    await using running = await RunningHub.start();
    const old = await running.lamp();
    old.socket.pause();
    await using young = await running.driver();
    expect(running.hub.gateway.sessionCount).toBe(2);
    running.clock.advance(2_000);
    old.socket.resume();
    await old.ended();
    await young.settle();
    expect(running.hub.gateway.sessionCount).toBe(1);
  });

  it("tells the old one, although the hub had stopped reading it", async () => {
    await using running = await RunningHub.start({ limits: { pauseAboveBytes: 1024 } });
    const old = await running.lamp();
    await using calm = await running.driver("two");
    old.socket.pause();
    for (let index = 0; index < 60_000; index += 1) old.send(`{"event":"NONSENSE"}`);
    for (let round = 0; round < 50; round += 1) await calm.settle();
    await using young = await running.driver();
    old.socket.resume();
    expect(await old.ended()).toEqual({ code: 4001, reason: "replaced" });
    await young.settle();
  }, 30_000);

  it("keeps instances of one driver apart", async () => {
    await using running = await RunningHub.start();
    await using one = await running.driver("one");
    await using two = await running.driver("two");
    await using other = await running.driver("one", "OTHER");
    for (const driver of [one, two, other]) await driver.settle();
    expect(running.hub.drivers.list()).toHaveLength(3);
  });
});

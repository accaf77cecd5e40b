import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { PlainDriver, within } from "../support/plain-driver.ts";
import { RunningHub } from "../support/running-hub.ts";

const origin = { via: "embedded" } as const;
const me = { driverKey: "TEST", instanceId: "one" };

describe("the heartbeat", () => {
  it("keeps a driver that answers pings", async () => {
    await using running = await RunningHub.start();
    await using driver = await running.driver();
    await using other = await running.driver("two");
    for (let beat = 0; beat < 5; beat += 1) {
      const pinged = within(once(driver.socket, "ping"), "a ping");
      running.clock.advance(20_000);
      await pinged;
      // The pong went out before this, so the hub reads it no later.
      await other.settle();
    }
    expect(running.hub.drivers.get(me)?.status).toBe("connected");
  });

  it("takes a driver for lost two heartbeats after the network went, at once for its commands", async () => {
    await using running = await RunningHub.start();
    await using driver = await PlainDriver.connect(running.url, { autoPong: false });
    await driver.register();
    driver.event("DEVICE_DISCOVERED", "light-1", { name: "Lamp", deviceType: "light" });
    await driver.settle();
    running.clock.advance(20_000);
    running.clock.advance(20_000);
    const outcome = running.hub.commands.dispatch({
      deviceId: "light-1",
      command: "turn_on",
      timeoutMs: 60_000,
      origin,
    });
    running.clock.advance(19_999);
    expect(running.hub.drivers.get(me)?.status).toBe("connected");
    running.clock.advance(1);
    expect(running.hub.drivers.get(me)).toMatchObject({ status: "away", reason: "heartbeat_lost" });
    expect(await outcome).toMatchObject({ ok: false, failure: { code: "DRIVER_DISCONNECTED" } });
    expect(await driver.ended()).toMatchObject({ code: 1006 });
  });

  it("takes any frame for a sign of life", async () => {
    await using running = await RunningHub.start();
    await using driver = await PlainDriver.connect(running.url, { autoPong: false });
    await driver.register();
    for (let beat = 0; beat < 5; beat += 1) {
      running.clock.advance(20_000);
      await driver.settle();
    }
    expect(running.hub.drivers.get(me)?.status).toBe("connected");
  });
});

describe("the grace time", () => {
  it("tells no client of a driver that returns within it", async () => {
    await using running = await RunningHub.start();
    const driver = await running.lamp();
    const lost = running.sessionClosed();
    driver.socket.terminate();
    await lost;
    running.clock.advance(4_999);
    expect(running.hub.drivers.get(me)).toMatchObject({ status: "away", reason: "connection_lost" });
    await using returned = await running.lamp();
    running.clock.advance(15_000);
    expect(running.told).toEqual(["DRIVER_CONNECTED", "DEVICE_DISCOVERED"]);
    expect(running.hub.devices.get("light-1")?.availability.status).toBe("online");
    expect(returned.socket.readyState).toBe(1);
  });

  it("tells of the devices and then of the driver at its end, and of the return", async () => {
    await using running = await RunningHub.start();
    const driver = await running.lamp();
    running.clock.advance(1_000);
    const since = new Date(running.clock.now()).toISOString();
    const lost = running.sessionClosed();
    driver.socket.terminate();
    await lost;
    running.clock.advance(5_000);
    expect(running.live.slice(2)).toEqual([
      expect.objectContaining({
        event: "DEVICE_AVAILABILITY",
        device_id: "light-1",
        availability: { status: "offline", reason: "driver_disconnected", since },
      }),
      expect.objectContaining({ event: "DRIVER_DISCONNECTED", ...me, reason: "connection_lost", since }),
    ]);
    await using returned = await running.lamp();
    expect(running.told.slice(4)).toEqual(["DRIVER_CONNECTED", "DEVICE_AVAILABILITY"]);
    expect(returned.waiting).toBe(0);
  });

  it("fails the commands at once, before it ends", async () => {
    await using running = await RunningHub.start();
    const driver = await running.lamp();
    const outcome = running.hub.commands.dispatch({ deviceId: "light-1", command: "turn_on", origin });
    await driver.next();
    driver.socket.terminate();
    expect(await outcome).toMatchObject({ ok: false, failure: { code: "DRIVER_DISCONNECTED" } });
    const next = await running.hub.commands.dispatch({ deviceId: "light-1", command: "turn_on", origin });
    expect(next).toMatchObject({ ok: false, failure: { code: "DRIVER_OFFLINE" } });
  });

  it("takes a goodbye for a loss as well", async () => {
    await using running = await RunningHub.start();
    const driver = await running.lamp();
    await driver.close();
    expect(running.hub.drivers.get(me)).toMatchObject({ status: "away", reason: "closed_by_driver" });
    running.clock.advance(5_000);
    expect(running.told).toContain("DRIVER_DISCONNECTED");
  });
});

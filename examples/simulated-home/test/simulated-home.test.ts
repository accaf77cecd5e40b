import { HosDriver } from "@hos/driver-sdk";
import { FakeHub } from "@hos/driver-sdk/testing";
import { describe, expect, it } from "vitest";
import { type FaultRates, Faults } from "../src/faults.ts";
import { createHome } from "../src/home.ts";
import { SimulatedHome } from "../src/simulated-home.ts";

const PATIENCE = { timeout: 4_000 };

/** A home on a hub of its own, in which time passes by `pass` only. */
async function startHome(faults: Partial<FaultRates> = {}) {
  const hub = await FakeHub.start({ deadlineMs: 4_000 });
  const home = new SimulatedHome({
    instanceId: "test",
    furnishings: createHome(),
    faults: new Faults({ drop: 0, reject: 0, delayMs: 0, ...faults }),
    createDriver: () => new HosDriver({ driverKey: "SIMULATED_HOME", instanceId: "test", wsUrl: hub.url }),
  });
  home.connect();
  await hub.nextRegistration();
  for (const deviceId of home.deviceIds) await hub.nextEvent("DEVICE_DISCOVERED", deviceId);
  const pass = (durationMs: number) => {
    for (let passedMs = 0; passedMs < durationMs; passedMs += 250) {
      home.tick({ now: passedMs, elapsedMs: 250, random: () => 0.999 });
    }
  };
  const close = async () => {
    await home.disconnect();
    await hub.close();
  };
  return { hub, home, pass, [Symbol.asyncDispose]: close };
}

describe("SimulatedHome", () => {
  it("announces a device of every type that the device model knows, and one that it does not know", async () => {
    await using test = await startHome();
    const types = test.home.deviceIds.map((deviceId) => test.hub.device(deviceId)?.description?.deviceType ?? "");
    expect([...new Set(types)].toSorted((a, b) => a.localeCompare(b))).toEqual([
      "alarm",
      "blind",
      "camera",
      "coffee_machine",
      "cover",
      "dimmer",
      "fan",
      "garage_door",
      "hvac",
      "light",
      "lock",
      "media_player",
      "outlet",
      "receiver",
      "robot_vacuum",
      "sensor",
      "speaker",
      "switch",
      "thermostat",
      "tv",
    ]);
    expect(test.hub.rejections).toEqual([]);
  });

  it("answers a command and reports what follows from it", async () => {
    await using test = await startHome();
    const { hub } = test;
    await expect(hub.act("test-table-light", "set_brightness", { brightness: 60 })).resolves.toMatchObject({
      success: true,
    });
    test.pass(1_000);
    await expect.poll(() => hub.device("test-table-light")?.state, PATIENCE).toEqual({ power: true, brightness: 60 });
  });

  it("gives back what a command brought to light", async () => {
    await using test = await startHome();
    await expect(test.hub.act("test-camera", "snapshot")).resolves.toMatchObject({
      success: true,
      result: { contentType: "image/svg+xml" },
    });
  });

  it("tells why a device refuses", async () => {
    await using test = await startHome();
    await expect(test.hub.act("test-alarm", "disarm", { code: "0" })).resolves.toMatchObject({
      success: false,
      message: "The code is wrong.",
    });
    await expect(test.hub.act("test-motion", "dance")).resolves.toMatchObject({
      success: false,
      message: "test-motion cannot dance.",
    });
  });

  it("refuses on purpose", async () => {
    await using test = await startHome({ reject: 1 });
    await expect(test.hub.act("test-lamp", "turn_on")).resolves.toMatchObject({
      success: false,
      message: "Refused on purpose (--reject).",
    });
  });

  it("swallows a result and still reports the state", async () => {
    await using test = await startHome({ drop: 1 });
    test.hub.sendAction({ deviceId: "test-hall-light", command: "turn_on" });
    await expect
      .poll(() => {
        test.pass(250);
        return test.hub.device("test-hall-light")?.state;
      }, PATIENCE)
      .toEqual({ power: true });
    expect(test.hub.events.filter(({ event }) => event === "ACTION_RESULT")).toEqual([]);
  });

  it("leaves and returns with the state of now", async () => {
    await using test = await startHome();
    const { hub, home } = test;
    await home.disconnect();
    expect(hub.connections).toBe(0);
    test.pass(2_000);
    home.connect();
    await hub.nextRegistration();
    await expect.poll(() => hub.device("test-lamp")?.state, PATIENCE).toMatchObject({ power: true, brightness: 80 });
  });

  it("takes a device offline and back", async () => {
    await using test = await startHome();
    const { hub, home } = test;
    home.setOnline("test-lamp", false);
    await expect(hub.nextEvent("DEVICE_AVAILABILITY")).resolves.toMatchObject({
      deviceId: "test-lamp",
      data: { status: "offline", reason: "flapping" },
    });
    home.setOnline("test-lamp", true);
    await expect(hub.nextEvent("DEVICE_AVAILABILITY")).resolves.toMatchObject({ data: { status: "online" } });
  });

  it("removes what an earlier version of the home had", async () => {
    await using test = await startHome();
    const { hub, home } = test;
    await home.disconnect();
    hub.holdDevice({ driverKey: "SIMULATED_HOME", instanceId: "test" }, "test-jukebox");
    home.connect();
    await expect(hub.nextEvent("DEVICE_REMOVED")).resolves.toMatchObject({ deviceId: "test-jukebox" });
  });
});

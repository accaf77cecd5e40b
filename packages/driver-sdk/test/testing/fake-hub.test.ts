import { DRIVER_ERROR_CODES } from "@hos/protocol";
import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { FakeHub } from "../../src/testing/fake-hub.ts";
import { createDriver, IDENTITY, LAMP, nextOf, startLamp } from "../start-driver.ts";

const REGISTER = JSON.stringify({ method: "driver.register", params: { ...IDENTITY, protocolVersion: 1 } });

async function openSocket(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url);
  await new Promise((resolve) => socket.once("open", resolve));
  return socket;
}

describe("FakeHub", () => {
  it("hands out each event once, in order, also one that came before it was asked for", async () => {
    await using hub = await FakeHub.start();
    await using driver = await startLamp(hub.url);
    driver.updateState("light-1", { brightness: 1 });
    driver.updateState("light-1", { brightness: 2 });
    expect((await hub.nextEvent("STATE_UPDATE")).data).toEqual({ brightness: 1 });
    expect((await hub.nextEvent("STATE_UPDATE", "light-1")).data).toEqual({ brightness: 2 });
    const third = hub.nextEvent("STATE_UPDATE");
    driver.updateState("light-1", { brightness: 3 });
    expect((await third).data).toEqual({ brightness: 3 });
  });

  it("gives up to wait after its deadline and says for what", async () => {
    await using hub = await FakeHub.start({ deadlineMs: 20 });
    await expect(hub.nextEvent("STATE_UPDATE", "light-1")).rejects.toThrow(
      "STATE_UPDATE of light-1 did not come within 20 ms.",
    );
  });

  it("names what it rejected last as the cause of an event that does not come", async () => {
    await using hub = await FakeHub.start({ deadlineMs: 100 });
    await using driver = await startLamp(hub.url);
    driver.updateState("light-9", { power: true });
    const fault = await hub.nextEvent("STATE_UPDATE", "light-9").catch((error: unknown) => error);
    expect(fault).toMatchObject({ cause: { code: DRIVER_ERROR_CODES.DEVICE_NOT_FOUND, ref: { deviceId: "light-9" } } });
  });

  it("tells whoever waits when it is closed", async () => {
    const hub = await FakeHub.start();
    const waiting = hub.nextRegistration().catch((fault: unknown) => fault);
    await hub.close();
    await hub.close();
    expect(await waiting).toMatchObject({ message: "The FakeHub was closed." });
  });

  it("keeps the merged state, the description and the availability of a device", async () => {
    await using hub = await FakeHub.start();
    await using driver = await startLamp(hub.url);
    driver.updateState("light-1", { power: true, extras: { a: { b: 1 } } });
    driver.updateState("light-1", { brightness: 5, extras: { a: { c: 2 } } });
    driver.updateDevice("light-1", { properties: { model: "L1" } });
    driver.reportAvailability("light-1", "offline");
    await hub.nextEvent("DEVICE_AVAILABILITY");
    expect(hub.device("light-1")).toMatchObject({
      owner: IDENTITY,
      description: { ...LAMP, properties: { model: "L1" } },
      state: { power: true, brightness: 5 },
      extras: { a: { b: 1, c: 2 } },
      availability: { status: "offline" },
    });
  });

  it("lists at registration what it holds for the driver", async () => {
    await using hub = await FakeHub.start();
    hub.holdDevice(IDENTITY, "light-0");
    hub.holdDevice({ ...IDENTITY, instanceId: "other" }, "light-9");
    await using driver = createDriver(hub.url);
    const registered = nextOf(driver, "registered");
    driver.connect();
    expect((await registered).devices).toEqual(["light-0"]);
  });

  it("answers what is wrong as a hub does", async () => {
    await using hub = await FakeHub.start();
    hub.holdDevice({ ...IDENTITY, instanceId: "other" }, "light-9");
    await using driver = await startLamp(hub.url);
    const error = nextOf(driver, "error");
    driver.announceDevice("light-9", LAMP);
    expect(await error).toMatchObject({ code: DRIVER_ERROR_CODES.DEVICE_CONFLICT, ref: { deviceId: "light-9" } });
    expect((await hub.nextRejection()).message).toBe("Device light-9 belongs to MY_DRIVER/other.");
  });

  it("refuses what does not fit the device model, as a hub does", async () => {
    await using hub = await FakeHub.start();
    const socket = await openSocket(hub.url);
    const tell = (event: string, data: object) => socket.send(JSON.stringify({ event, device_id: "light-1", data }));
    const broken = { commandCatalog: [{ key: "set", payloadSchema: { type: "objekt" } }] };
    socket.send(REGISTER);
    tell("DEVICE_DISCOVERED", { ...LAMP, properties: broken });
    expect((await hub.nextRejection()).details[0]?.path).toBe("data.properties.commandCatalog.0.payloadSchema.type");
    expect(hub.device("light-1")).toBeUndefined();
    tell("DEVICE_DISCOVERED", LAMP);
    tell("DEVICE_UPDATED", { properties: broken });
    expect((await hub.nextRejection()).code).toBe(DRIVER_ERROR_CODES.VALIDATION_ERROR);
    tell("STATE_UPDATE", { brightness: "bright" });
    expect((await hub.nextRejection()).details[0]?.path).toBe("data.brightness");
    expect(hub.device("light-1")).toMatchObject({ description: LAMP, state: {} });
    expect(hub.events.map(({ event }) => event)).toEqual(["DEVICE_DISCOVERED"]);
    socket.terminate();
  });

  it("refuses an event before the registration, a second registration and a broken frame", async () => {
    await using hub = await FakeHub.start();
    const socket = await openSocket(hub.url);
    socket.send(JSON.stringify({ event: "DRIVER_STATUS", data: { status: "ok" } }));
    socket.send(REGISTER);
    socket.send(REGISTER);
    socket.send("not json");
    const codes = [];
    while (codes.length < 3) codes.push((await hub.nextRejection()).code);
    expect(codes).toEqual([
      DRIVER_ERROR_CODES.NOT_REGISTERED,
      DRIVER_ERROR_CODES.ALREADY_REGISTERED,
      DRIVER_ERROR_CODES.VALIDATION_ERROR,
    ]);
    socket.terminate();
  });

  it("cannot act on a device that no session could own", async () => {
    await using hub = await FakeHub.start();
    expect(() => hub.sendAction({ deviceId: "light-1", command: "toggle" })).toThrow(/No driver is registered/);
    await expect(hub.act("light-1", "toggle")).rejects.toThrow(/No driver is registered/);
  });

  it("keeps its port over a stop, a start and a restart", async () => {
    await using hub = await FakeHub.start();
    const { url } = hub;
    await hub.stop();
    await hub.stop();
    await hub.listen();
    await hub.listen();
    await hub.restart();
    expect(hub.url).toBe(url);
    await using driver = await startLamp(url);
    expect(driver.status).toBe("registered");
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ClientProcess } from "../src/clients/client-process.ts";
import { DriverProcess } from "../src/drivers/driver-process.ts";
import { light } from "../src/drivers/light.ts";
import { RawDriver } from "../src/drivers/raw-driver.ts";
import { ServerProcess } from "../src/server/server-process.ts";

const KINDS = ["client", "socket.io", "sse"] as const;

let server: ServerProcess;
let clients: ClientProcess;

beforeAll(async () => {
  server = await ServerProcess.start();
  clients = await ClientProcess.start(server.url, KINDS);
});

afterAll(async () => {
  await clients[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

describe("the seed flow", () => {
  it("greets before the driver registers, and registers it", async () => {
    await using driver = await RawDriver.open(server.driverUrl);
    await driver.answer("CONNECTED");
    driver.send({
      method: "driver.register",
      params: { driverKey: "SEED", instanceId: "seed-1", protocolVersion: 1, name: "Seed", version: "1.2.0" },
    });
    const registered = await driver.answer("REGISTERED");
    expect(driver.frames.all).toEqual([
      { ok: true, event: "CONNECTED", protocolVersion: 1, server: { name: "hos", version: expect.any(String) } },
      {
        ok: true,
        event: "REGISTERED",
        driverKey: "SEED",
        instanceId: "seed-1",
        protocolVersion: 1,
        sessionId: expect.any(String),
        devices: [],
      },
    ]);
    expect(await server.driver("SEED", "seed-1")).toMatchObject({
      status: "connected",
      name: "Seed",
      version: "1.2.0",
      sessionId: registered["sessionId"],
    });
  });

  it("shows a discovered device in REST and to every client", async () => {
    await using driver = new DriverProcess();
    await driver.call("start", planOf("discover-1", "seen"));
    const device = await server.device("seen", ({ state }) => state["power"] === false);
    expect(device).toMatchObject({
      id: "seen",
      name: "Light seen",
      deviceType: "light",
      driverKey: "SEED",
      instanceId: "discover-1",
      availability: { status: "online", reason: null },
      state: { power: false, brightness: 10 },
    });
    for (const kind of KINDS) {
      await clients.event(kind, "DEVICE_DISCOVERED", (event) => event.device_id === "seen");
      await clients.event(kind, "STATE_UPDATE", (event) => event.device_id === "seen" && event.data["power"] === false);
    }
    expect((await clients.call("store", "client")).devices).toContainEqual(device);
  });

  it.each([
    ["result-first", "succeeded"],
    ["state-first", "confirmed"],
  ] as const)("brings a POST to onAction and the new state to every client, %s", async (manner, status) => {
    await using driver = new DriverProcess();
    const id = `lamp-${manner}`;
    await driver.call("start", { ...planOf(manner, id), manner });
    await server.device(id);
    const answer = await server.rest.command(id, "set_brightness", { payload: { brightness: 60 } });
    const { commandId } = answer.body as { commandId: string };
    expect(answer).toMatchObject({ status: 200, body: { status } });
    expect(await driver.action()).toEqual({
      deviceId: id,
      command: "set_brightness",
      payload: { brightness: 60 },
      requestId: commandId,
      timeoutMs: expect.any(Number),
    });
    for (const kind of KINDS) {
      await clients.event(kind, "STATE_UPDATE", (event) => event.device_id === id && event.data["brightness"] === 60);
      await clients.event(kind, "ACTION_CONFIRMED", (event) => event.commandId === commandId);
    }
    expect((await server.device(id)).state).toEqual({ power: false, brightness: 60 });
    expect(storedState(await clients.call("store", "client"), id)).toEqual({ power: false, brightness: 60 });
  });

  it("answers the POST with the result, before the state comes", async () => {
    await using driver = await startRaw("result-then-state");
    const answering = server.rest.command("result-then-state", "turn_on");
    const { requestId } = await driver.action("turn_on");
    driver.event("ACTION_RESULT", "result-then-state", { success: true, requestId, result: { watts: 9 } });
    expect(await answering).toMatchObject({
      status: 200,
      body: { commandId: requestId, status: "succeeded", latencyMs: expect.any(Number), result: { watts: 9 } },
    });
    expect((await server.device("result-then-state")).state).toEqual({});
    driver.event("STATE_UPDATE", "result-then-state", { power: true });
    await clients.event("client", "ACTION_CONFIRMED", ({ commandId }) => commandId === requestId);
    expect(progressOf(clients, requestId)).toEqual([
      "ACTION_REQUESTED",
      "ACTION_DISPATCHED",
      "ACTION_SUCCEEDED",
      "STATE_UPDATE",
      "ACTION_CONFIRMED",
    ]);
  });

  it("shows the state before the result and answers the POST with the result", async () => {
    await using driver = await startRaw("state-then-result");
    let answered = false;
    const answering = server.rest.command("state-then-result", "turn_on").finally(() => (answered = true));
    const { requestId } = await driver.action("turn_on");
    driver.event("STATE_UPDATE", "state-then-result", { power: true });
    await clients.event("client", "STATE_UPDATE", (event) => event.device_id === "state-then-result");
    expect(answered).toBe(false);
    driver.event("ACTION_RESULT", "state-then-result", { success: true, requestId });
    expect(await answering).toMatchObject({ status: 200, body: { commandId: requestId } });
    await clients.event("client", "ACTION_CONFIRMED", ({ commandId }) => commandId === requestId);
    expect(progressOf(clients, requestId)).toEqual([
      "ACTION_REQUESTED",
      "ACTION_DISPATCHED",
      "STATE_UPDATE",
      "ACTION_SUCCEEDED",
      "ACTION_CONFIRMED",
    ]);
  });

  it("gives a client that waits for the confirmation the confirmed state", async () => {
    await using driver = new DriverProcess();
    await driver.call("start", planOf("confirm-1", "confirmed"));
    await server.device("confirmed");
    const outcome = await clients.call("command", {
      name: "client",
      deviceId: "confirmed",
      command: "turn_on",
      options: { wait: "confirmed" },
    });
    expect(outcome).toMatchObject({ answer: { status: "confirmed" } });
  });

  it("answers a command over Socket.IO as it answers a POST", async () => {
    await using driver = new DriverProcess();
    await driver.call("start", planOf("ack-1", "acknowledged"));
    await server.device("acknowledged");
    const answer = await emit({ deviceId: "acknowledged", command: "turn_on" });
    expect(answer).toEqual({
      commandId: (await driver.action()).requestId,
      status: "succeeded",
      latencyMs: expect.any(Number),
    });
    expect(await emit({ deviceId: "nowhere", command: "turn_on" })).toMatchObject({ ok: false, code: "NO_DEVICE" });
  });
});

function emit(body: { deviceId: string; command: string }): Promise<unknown> {
  return clients.call("emitCommand", { name: "socket.io", body });
}

function planOf(instanceId: string, deviceId: string) {
  return { wsUrl: server.driverUrl, driverKey: "SEED", instanceId, devices: [light(deviceId)] };
}

async function startRaw(deviceId: string): Promise<RawDriver> {
  const driver = await RawDriver.register(server.driverUrl, { driverKey: "SEED", instanceId: deviceId });
  driver.announce(deviceId);
  await server.device(deviceId);
  return driver;
}

function storedState(store: { devices: readonly { id: string; state: unknown }[] }, deviceId: string): unknown {
  return store.devices.find(({ id }) => id === deviceId)?.state;
}

/** The names of what a client saw of a command and, from then on, of its device. */
function progressOf(process: ClientProcess, commandId: unknown): readonly string[] {
  const events = process.eventsOf("client");
  const begin = events.findIndex((event) => "commandId" in event && event.commandId === commandId);
  const first = events[begin];
  const deviceId = first !== undefined && "device_id" in first ? first.device_id : undefined;
  return events
    .slice(begin)
    .filter((event) => "device_id" in event && event.device_id === deviceId)
    .map(({ event }) => event);
}

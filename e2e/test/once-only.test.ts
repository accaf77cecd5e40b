import { FakeHub } from "@hos/driver-sdk/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ClientProcess } from "../src/clients/client-process.ts";
import { DriverProcess } from "../src/drivers/driver-process.ts";
import { light } from "../src/drivers/light.ts";
import { ServerProcess } from "../src/server/server-process.ts";

const LAMPS = ["running", "done", "other-body", "late"];
const IDENTITY = { driverKey: "ONCE", instanceId: "once-1" };

let server: ServerProcess;
let clients: ClientProcess;
let driver: DriverProcess;

beforeAll(async () => {
  server = await ServerProcess.start();
  clients = await ClientProcess.start(server.url, ["client", "socket.io", "sse"]);
  driver = new DriverProcess();
  const devices = LAMPS.map((id) => light(id));
  await driver.call("start", { ...IDENTITY, wsUrl: server.driverUrl, devices, manner: "hold" });
  await Promise.all(LAMPS.map((id) => server.device(id)));
});

afterAll(async () => {
  await driver[Symbol.asyncDispose]();
  await clients[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

describe("requests with one idempotency key", () => {
  it("are one command while it runs", async () => {
    const answering = post("running", "key-1");
    const { requestId } = await actionOf("running");
    const body = { deviceId: "running", command: "turn_on", timeoutMs: 30_000, idempotencyKey: "key-1" };
    const emit = (more: object = {}) => clients.call("emitCommand", { name: "socket.io", body: { ...body, ...more } });
    const repeated = [emit(), emit()];
    // Requests of one socket are taken in order: when this one is answered, the two before it wait for the driver.
    expect(await emit({ command: "turn_off" })).toMatchObject({ code: "IDEMPOTENCY_MISMATCH" });
    await driver.call("finish", { requestId, outcome: { result: { nth: 1 } } });
    const answer = await answering;
    expect(answer).toMatchObject({ status: 200, body: { commandId: requestId, result: { nth: 1 } } });
    expect(await Promise.all(repeated)).toEqual([answer.body, answer.body]);
    expect(handledOf("running")).toHaveLength(1);
  });

  it("are one command after it ran, and the answer is the same", async () => {
    const first = post("done", "key-2");
    const { requestId } = await actionOf("done");
    await driver.call("finish", { requestId, outcome: { result: { nth: 1 } } });
    expect(await post("done", "key-2")).toEqual(await first);
    // A command without the key is a new one: it comes to the driver after all that was sent before.
    void post("done", "key-3", { wait: "dispatch" });
    await driver.find("handled", ({ action }) => action.deviceId === "done" && action.requestId !== requestId);
    expect(handledOf("done")).toHaveLength(2);
  });

  it("with another body are a mistake that reaches no driver", async () => {
    const first = post("other-body", "key-4");
    const { requestId } = await actionOf("other-body");
    const other = await server.rest.post(
      "/devices/other-body/command",
      { command: "turn_off" },
      { "idempotency-key": "key-4" },
    );
    expect(other).toMatchObject({ status: 409, body: { code: "IDEMPOTENCY_MISMATCH" } });
    await driver.call("finish", { requestId, outcome: {} });
    expect(await first).toMatchObject({ status: 200 });
    expect(handledOf("other-body")).toHaveLength(1);
  });
});

describe("a command whose result comes after the deadline", () => {
  it("is answered TIMEOUT, outcome unknown, and told as late to every client and in the journal", async () => {
    const options = { timeoutMs: 100 };
    const answer = await clients.call("command", { name: "client", deviceId: "late", command: "turn_on", options });
    const { requestId } = await actionOf("late");
    expect(answer).toEqual({ code: "TIMEOUT", outcomeKnown: false, commandId: requestId });

    await driver.call("finish", { requestId, outcome: {} });

    for (const kind of ["client", "socket.io", "sse"]) {
      const late = await clients.event(kind, "ACTION_LATE", ({ commandId }) => commandId === requestId);
      expect(late).toMatchObject({ device_id: "late", command: "turn_on", success: true });
      const stages = clients.eventsOf(kind).filter((event) => "commandId" in event && event.commandId === requestId);
      expect(stages.map(({ event }) => event)).toEqual([
        "ACTION_REQUESTED",
        "ACTION_DISPATCHED",
        "ACTION_FAILED",
        "ACTION_LATE",
      ]);
    }
    const { body } = await server.rest.get(`/commands/${requestId}`);
    expect(body).toMatchObject({ status: "failed", failure: { code: "TIMEOUT" } });
    expect((body as { stages: { stage: string }[] }).stages.map(({ stage }) => stage)).toEqual([
      "requested",
      "dispatched",
      "failed",
      "late",
    ]);
    expect(handledOf("late")).toHaveLength(1);
  });
});

describe("an SDK driver that is asked twice with one requestId", () => {
  it("does the deed once, while it runs and after it ran, and repeats its answer", async () => {
    await using hub = await FakeHub.start({ deadlineMs: 20_000 });
    await using asked = new DriverProcess("asked twice");
    const plan = { ...IDENTITY, wsUrl: hub.url, devices: [light("lamp")], manner: "hold" as const };
    await asked.call("start", plan);
    await hub.nextEvent("DEVICE_DISCOVERED", "lamp");
    const ask = () => hub.sendAction({ deviceId: "lamp", command: "turn_on", requestId: "same-request" });
    ask();
    await asked.action();
    ask();
    // Sent after the second request, so that its handler begins after that request was taken.
    hub.sendAction({ deviceId: "lamp", command: "turn_off", requestId: "barrier-1" });
    await asked.action("turn_off");
    await asked.call("finish", { requestId: "same-request", outcome: { result: { nth: 1 } } });
    const answer = await hub.nextResult("same-request");
    expect(answer).toMatchObject({ success: true, result: { nth: 1 } });
    ask();
    expect(await hub.nextResult("same-request")).toEqual(answer);
    await hub.dropConnections();
    await hub.nextRegistration();
    await hub.nextRegistration();
    ask();
    expect(await hub.nextResult("same-request")).toEqual(answer);
    expect(asked.handled.map(({ requestId }) => requestId)).toEqual(["same-request", "barrier-1"]);
    expect(hub.rejections).toEqual([]);
  });
});

function post(deviceId: string, key: string, more: object = {}) {
  const body = { command: "turn_on", timeoutMs: 30_000, ...more };
  return server.rest.post(`/devices/${deviceId}/command`, body, { "idempotency-key": key });
}

async function actionOf(deviceId: string) {
  return (await driver.find("handled", ({ action }) => action.deviceId === deviceId)).action;
}

function handledOf(deviceId: string) {
  return driver.handled.filter((action) => action.deviceId === deviceId);
}

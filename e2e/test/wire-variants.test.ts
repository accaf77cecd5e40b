import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RAW_IDENTITY, RawDriver } from "../src/drivers/raw-driver.ts";
import type { RestAnswer } from "../src/server/rest-caller.ts";
import { ServerProcess } from "../src/server/server-process.ts";
import { until } from "../src/wait/until.ts";

let server: ServerProcess;

beforeAll(async () => {
  server = await ServerProcess.start();
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

describe("a registration", () => {
  it("is taken with protocolVersion at the top level", async () => {
    await using driver = await RawDriver.open(server.driverUrl);
    driver.send({ method: "driver.register", params: RAW_IDENTITY, protocolVersion: 1 });
    expect(await driver.answer("REGISTERED")).toMatchObject(RAW_IDENTITY);
  });

  it("is taken with members that the hub does not know", async () => {
    await using driver = await RawDriver.open(server.driverUrl);
    const params = { ...RAW_IDENTITY, protocolVersion: 1, driver: "Raw", colour: "blue" };
    driver.send({ method: "driver.register", params, id: 7 });
    expect(await driver.answer("REGISTERED")).toMatchObject(RAW_IDENTITY);
  });
});

describe("an event", () => {
  const description = { name: "Variant", deviceType: "light" };
  it.each([
    ["canonical", (id: string) => ({ event: "DEVICE_DISCOVERED", device_id: id, data: description })],
    [
      "with a driver member",
      (id: string) => ({ event: "DEVICE_DISCOVERED", driver: "X", device_id: id, data: description }),
    ],
    ["with deviceId", (id: string) => ({ event: "DEVICE_DISCOVERED", deviceId: id, data: description })],
    ["in driver.event", (id: string) => wrapped({ event: "DEVICE_DISCOVERED", device_id: id, data: description })],
    [
      "in driver.event with deviceId",
      (id: string) => wrapped({ event: "DEVICE_DISCOVERED", deviceId: id, data: description }),
    ],
  ])("is taken %s", async (form, frameOf) => {
    await using driver = await RawDriver.register(server.driverUrl);
    driver.send(frameOf(form));
    expect(await server.device(form)).toMatchObject({ name: "Variant", ...RAW_IDENTITY });
    expect(errorsOf(driver)).toEqual([]);
  });

  it("is taken in bulk, in order, and each one is rejected on its own", async () => {
    await using driver = await RawDriver.register(server.driverUrl);
    const events = [
      { event: "DEVICE_DISCOVERED", device_id: "bulk-1", data: description },
      { event: "STATE_UPDATE", device_id: "bulk-1", data: { brightness: "bright" } },
      { event: "STATE_UPDATE", deviceId: "bulk-1", data: { power: true, brightness: 10 } },
      { event: "STATE_UPDATE", device_id: "bulk-2", data: { power: true } },
      { event: "STATE_UPDATE", device_id: "bulk-1", data: { brightness: 20 } },
    ];
    driver.send({ method: "driver.events", params: { events } });
    const { state } = await server.device("bulk-1", (device) => device.state["brightness"] === 20);
    expect(state).toEqual({ power: true, brightness: 20 });
    await until("Both errors", () => errorsOf(driver).length >= 2);
    expect(errorsOf(driver)).toEqual([
      expect.objectContaining({
        code: "DRIVER_WS_VALIDATION_ERROR",
        ref: { event: "STATE_UPDATE", device_id: "bulk-1" },
      }),
      expect.objectContaining({
        code: "DRIVER_WS_DEVICE_NOT_FOUND",
        ref: { event: "STATE_UPDATE", device_id: "bulk-2" },
      }),
    ]);
  });
});

describe("a result", () => {
  it.each([
    ["by requestId", (requestId: unknown) => ({ requestId })],
    ["by correlationId", (requestId: unknown) => ({ correlationId: requestId })],
    ["without any id", () => ({})],
    ["without any id but with the command", () => ({ command: "turn_on" })],
  ])("settles its command %s", async (form, idsOf) => {
    await using device = await startLight(`settled ${form}`);
    const { answering, requestId } = await device.ask("turn_on");
    device.report("ACTION_RESULT", { success: true, ...idsOf(requestId), result: { form } });
    expect(await answering).toMatchObject({
      status: 200,
      body: { commandId: requestId, status: "succeeded", result: { form } },
    });
  });

  it("without any id settles the oldest command of the device", async () => {
    await using device = await startLight("oldest");
    const older = await device.ask("turn_on");
    const younger = device.post("turn_off");
    device.report("ACTION_RESULT", { success: true, result: { nth: 1 } });
    expect(await older.answering).toMatchObject({ body: { result: { nth: 1 } } });
    await device.driver.action("turn_off");
    device.report("ACTION_RESULT", { success: false, message: "The lamp is hot." });
    expect(await younger).toMatchObject({
      status: 502,
      body: { code: "DRIVER_REJECTED", error: expect.stringContaining("The lamp is hot.") },
    });
  });

  it("comes before the state", async () => {
    await using device = await startLight("result before state");
    const { answering, requestId } = await device.ask("turn_on", "confirmed");
    device.report("ACTION_RESULT", { success: true, requestId });
    device.report("STATE_UPDATE", { power: true });
    expect(await answering).toMatchObject({ status: 200, body: { status: "confirmed" } });
  });

  it("comes after the state", async () => {
    await using device = await startLight("result after state");
    const { answering, requestId } = await device.ask("turn_on", "confirmed");
    device.report("STATE_UPDATE", { power: true });
    device.report("ACTION_RESULT", { success: true, requestId });
    expect(await answering).toMatchObject({ status: 200, body: { status: "confirmed" } });
  });

  it("is enough without a state", async () => {
    await using device = await startLight("result without state");
    const { answering, requestId } = await device.ask("turn_on");
    device.report("ACTION_RESULT", { success: true, requestId });
    expect(await answering).toMatchObject({ status: 200, body: { status: "succeeded" } });
    expect((await server.device("result without state")).state).toEqual({});
  });

  it("that never comes is made up for by a state that shows the deed", async () => {
    await using device = await startLight("state without result");
    const { answering } = await device.ask("turn_on", "result", 500);
    device.report("STATE_UPDATE", { power: true });
    expect(await answering).toMatchObject({ status: 200, body: { status: "confirmed" } });
  });
});

function wrapped(params: object): object {
  return { method: "driver.event", params };
}

interface RawLight extends AsyncDisposable {
  readonly driver: RawDriver;
  report(event: string, data: object): void;
  post(command: string, more?: object): Promise<RestAnswer>;
  /** Posts a command and waits until the driver has it. */
  ask(
    command: string,
    wait?: string,
    timeoutMs?: number,
  ): Promise<{ answering: Promise<RestAnswer>; requestId: unknown }>;
}

async function startLight(deviceId: string): Promise<RawLight> {
  const driver = await RawDriver.register(server.driverUrl);
  driver.announce(deviceId);
  await server.device(deviceId);
  const post = (command: string, more: object = {}) => server.rest.command(deviceId, command, more);
  return {
    driver,
    post,
    report: (event, data) => driver.event(event, deviceId, data),
    async ask(command, wait = "result", timeoutMs = 5000) {
      const answering = post(command, { wait, timeoutMs });
      return { answering, requestId: (await driver.action(command))["requestId"] };
    },
    [Symbol.asyncDispose]: () => driver[Symbol.asyncDispose](),
  };
}

function errorsOf(driver: RawDriver): readonly unknown[] {
  return driver.frames.all.filter(({ ok }) => ok === false);
}

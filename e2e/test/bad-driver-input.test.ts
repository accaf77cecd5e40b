import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type HubFrame, RawDriver } from "../src/drivers/raw-driver.ts";
import { ServerProcess } from "../src/server/server-process.ts";

const OWN = { driverKey: "BAD_DRIVER", instanceId: "bad-1" };
const OTHER = { driverKey: "GOOD_DRIVER", instanceId: "good-1" };
const MEBIBYTE = 1024 * 1024;
const INVALID = "DRIVER_WS_VALIDATION_ERROR";

let server: ServerProcess;
let other: RawDriver;

beforeAll(async () => {
  server = await ServerProcess.start();
  other = await RawDriver.register(server.driverUrl, OTHER);
  other.announce("foreign");
  await server.device("foreign");
});

afterAll(async () => {
  await other[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

function state(data: string, deviceId = "own"): string {
  return `{"event":"STATE_UPDATE","device_id":"${deviceId}","data":${data}}`;
}

function nested(depth: number, open: string, close: string): string {
  return `${open.repeat(depth)}0${close.repeat(depth)}`;
}

function metrics(value: unknown): object {
  return { event: "METRIC_UPDATE", device_id: "own", data: { metrics: value } };
}

function result(data: object): object {
  return { event: "ACTION_RESULT", device_id: "own", data };
}

const register = { method: "driver.register", params: { ...OWN, protocolVersion: 1 } };

describe("a frame of a registered driver", () => {
  it.each([
    ["is no JSON", "{", /VALIDATION_ERROR Send one JSON object/],
    ["is empty", "", /VALIDATION_ERROR Send one JSON object/],
    ["is an array", "[]", /VALIDATION_ERROR .*must be a JSON object/],
    ["is null", "null", /VALIDATION_ERROR .*must be a JSON object/],
    ["is a number", "42", /VALIDATION_ERROR .*must be a JSON object/],
    ["is a text", '"STATE_UPDATE"', /VALIDATION_ERROR .*must be a JSON object/],
    ["is binary", Buffer.from(state("{}")), /VALIDATION_ERROR .*text frame/],
    ["has a method that is unknown", { method: "driver.dance" }, /VALIDATION_ERROR method/],
    ["has no event", {}, /VALIDATION_ERROR event/],
    ["has an event that is a number", { event: 7, device_id: "own" }, /VALIDATION_ERROR event/],
    ["has no device_id", { event: "STATE_UPDATE", data: {} }, /VALIDATION_ERROR device_id/],
    ["has a device_id that is a number", { event: "STATE_UPDATE", device_id: 7 }, /VALIDATION_ERROR device_id/],
    ["has a control character in its device_id", state("{}", String.raw`a\u0000b`), /VALIDATION_ERROR device_id/],
    ["has a device_id that is too long", state("{}", "x".repeat(129)), /VALIDATION_ERROR device_id/],
    ["has data that is a text", state('"on"'), /VALIDATION_ERROR data/],
    ["has data that is an array", state("[1]"), /VALIDATION_ERROR data/],
    ["has a state of the wrong type", state('{"brightness":"60"}'), /VALIDATION_ERROR data.brightness/],
    ["has a state out of range", state('{"brightness":101}'), /VALIDATION_ERROR data.brightness/],
    ["has a huge number", state('{"brightness":1e308}'), /VALIDATION_ERROR data.brightness/],
    ["has a number that is infinite", state('{"extras":{"level":1e999}}'), /VALIDATION_ERROR data.extras.level/],
    ["has NaN", state('{"brightness":NaN}'), /VALIDATION_ERROR Send one JSON object/],
    ["has a result without success", result({}), /VALIDATION_ERROR data.success/],
    ["has a result of the wrong type", result({ success: true, requestId: 5 }), /VALIDATION_ERROR data.requestId/],
    ["has metrics of the wrong type", metrics({}), /VALIDATION_ERROR data.metrics/],
    [
      "has a bulk that is no array",
      { method: "driver.events", params: { events: {} } },
      /VALIDATION_ERROR params.events/,
    ],
    ["has the key __proto__", state('{"__proto__":{"polluted":true}}'), /VALIDATION_ERROR data.__proto__/],
    [
      "has the key __proto__ inside",
      state('{"extras":{"a":{"__proto__":{}}}}'),
      /VALIDATION_ERROR data.extras.a.__proto__/,
    ],
    ["has the key constructor", state('{"extras":{"constructor":{}}}'), /VALIDATION_ERROR data.extras.constructor/],
    ["is nested 10,000 objects deep", state(nested(10_000, '{"a":', "}")), /VALIDATION_ERROR .*deep/],
    ["is nested 10,000 arrays deep", state(`{"extras":${nested(10_000, "[", "]")}}`), /VALIDATION_ERROR .*deep/],
    [
      "has a schema that does not compile",
      discoverWithSchema({ type: "no-such-type" }),
      /VALIDATION_ERROR .*commandCatalog.0.payloadSchema/,
    ],
    ["is about a device that nobody announced", state("{}", "nowhere"), /DEVICE_NOT_FOUND/],
    ["is about a foreign device", state("{}", "foreign"), /DEVICE_CONFLICT/],
    ["announces a foreign device", discover("foreign"), /DEVICE_CONFLICT/],
    ["removes a foreign device", { event: "DEVICE_REMOVED", device_id: "foreign" }, /DEVICE_CONFLICT/],
    ["registers a second time", register, /ALREADY_REGISTERED/],
  ])("that %s is answered with its code, and the session goes on", async (what, frame, answer) => {
    await using driver = await startOwn();
    const before = await server.bootstrap();
    const refusal = await driver.refusal(frame);
    expect(refusal).toMatchObject({
      ok: false,
      code: expect.stringMatching(/^DRIVER_WS_[A-Z_]+$/),
      error: expect.stringMatching(/\.$/),
      details: expect.arrayContaining([expect.stringMatching(/\.$/)]),
      protocolVersion: 1,
    });
    expect(summaryOf(refusal)).toMatch(answer);
    expect(JSON.stringify(refusal).length).toBeLessThan(1000);
    expect((await server.bootstrap()).devices).toEqual(before.devices);
    driver.event("STATE_UPDATE", "own", { extras: { after: what } });
    await server.device("own", ({ extras }) => extras["after"] === what);
  });

  it("names the known events where the event is unknown", async () => {
    await using driver = await startOwn();
    expect(await driver.refusal({ event: "DEVICE_EXPLODED", device_id: "own", data: {} })).toMatchObject({
      code: INVALID,
      details: [expect.stringMatching(/DEVICE_DISCOVERED.*STATE_UPDATE.*ACTION_RESULT/)],
      ref: { event: "DEVICE_EXPLODED", device_id: "own" },
    });
  });

  it("names the owner of a foreign device", async () => {
    await using driver = await startOwn();
    const { error } = await driver.refusal(state("{}", "foreign"));
    expect(error).toContain("GOOD_DRIVER");
    expect(error).toContain("good-1");
  });

  it("of 2 MiB closes the session with 1009, and the driver may return", async () => {
    const driver = await startOwn();
    driver.send(state(`{"extras":{"text":"${"x".repeat(2 * MEBIBYTE)}"}}`));
    expect(await driver.closed).toBe(1009);
    expect(await server.driver(OWN.driverKey, OWN.instanceId)).toMatchObject({ reason: "frame_too_large" });
    await using again = await startOwn();
    expect(await again.answer("REGISTERED")).toMatchObject({ devices: ["own"] });
  });
});

describe("a frame before the registration", () => {
  it.each([
    ["an event", state("{}"), "DRIVER_WS_NOT_REGISTERED"],
    ["a bulk of events", { method: "driver.events", params: { events: [] } }, "DRIVER_WS_NOT_REGISTERED"],
    ["no JSON", "{", INVALID],
    ["a registration without members", { method: "driver.register" }, INVALID],
    ["a registration whose params are a text", { method: "driver.register", params: "x", protocolVersion: 1 }, INVALID],
  ])("that is %s is answered with its code, and the driver can still register", async (_what, frame, code) => {
    await using driver = await RawDriver.open(server.driverUrl);
    expect(await driver.refusal(frame)).toMatchObject({ ok: false, code });
    driver.send({ method: "driver.register", params: { ...OWN, protocolVersion: 1 } });
    expect(await driver.answer("REGISTERED")).toMatchObject(OWN);
  });

  const INVALID_REGISTRATION = "Invalid driver.register payload.";
  it.each([
    {
      what: "without a version",
      params: OWN,
      error: "protocolVersion is required for driver.register.",
      detail: "Set protocolVersion: 1.",
    },
    {
      what: "with a bad key",
      params: { ...OWN, driverKey: "bad key", protocolVersion: 1 },
      error: INVALID_REGISTRATION,
      detail: "driverKey must match [A-Z0-9_] and be 2-64 chars.",
    },
    {
      what: "with a bad instance",
      params: { ...OWN, instanceId: "bad/instance", protocolVersion: 1 },
      error: INVALID_REGISTRATION,
      detail: "instanceId must match [a-zA-Z0-9:_-] and be 1-128 chars.",
    },
  ])("that registers $what is answered in the words of the protocol", async ({ params, error, detail }) => {
    await using driver = await RawDriver.open(server.driverUrl);
    const refusal = await driver.refusal({ method: "driver.register", params });
    expect(refusal).toMatchObject({ ok: false, code: INVALID, error, protocolVersion: 1 });
    expect(refusal["details"]).toEqual([detail]);
  });

  it("that registers with another version is answered, and the session closed with 4004", async () => {
    await using driver = await RawDriver.open(server.driverUrl);
    const refusal = await driver.refusal({ method: "driver.register", params: { ...OWN, protocolVersion: 2 } });
    expect(refusal).toMatchObject({ code: "DRIVER_WS_UNSUPPORTED_VERSION" });
    expect(await driver.closed).toBe(4004);
  });
});

describe("10,000 invalid frames in a row", () => {
  it("are each answered; the session, the hub and its other drivers go on", async () => {
    await using driver = await startOwn();
    const all = driver.frames.next("The last of the errors", () => errorsOf(driver) === 10_000);
    for (let index = 0; index < 10_000; index += 1) {
      driver.event("STATE_UPDATE", "own", { brightness: `wrong ${index}` });
    }
    other.event("STATE_UPDATE", "foreign", { brightness: 77 });
    await server.device("foreign", (device) => device.state["brightness"] === 77);
    await all;
    driver.event("STATE_UPDATE", "own", { brightness: 33 });
    await server.device("own", (device) => device.state["brightness"] === 33);
    const { traffic, faults, status } = await server.driver(OWN.driverKey, OWN.instanceId);
    expect(status).toBe("connected");
    expect(traffic.rejected).toBeGreaterThanOrEqual(10_000);
    expect(faults.length).toBeLessThanOrEqual(100);
  });
});

async function startOwn(): Promise<RawDriver> {
  const driver = await RawDriver.register(server.driverUrl, OWN);
  driver.announce("own");
  await server.device("own", ({ availability }) => availability.status === "online");
  return driver;
}

/** The code and the details of an error frame. */
function summaryOf({ code, details }: HubFrame): string {
  return `${String(code)} ${(details as string[]).join(" ")}`;
}

function errorsOf(driver: RawDriver): number {
  return driver.frames.all.filter(({ ok }) => ok === false).length;
}

function discover(deviceId: string, more: object = {}): object {
  return { event: "DEVICE_DISCOVERED", device_id: deviceId, data: { name: deviceId, deviceType: "light", ...more } };
}

function discoverWithSchema(payloadSchema: object): object {
  return discover("own", { properties: { commandCatalog: [{ key: "blink", payloadSchema }] } });
}

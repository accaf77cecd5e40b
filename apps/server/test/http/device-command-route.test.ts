import { describe, expect, it } from "vitest";
import { startTestApi } from "../support/test-api.ts";
import { until } from "../support/until.ts";

const COMMAND = "/devices/light-1/command";

describe("POST /devices/:id/command", () => {
  it("answers with the outcome that the driver gave", async () => {
    await using api = await startTestApi();
    await api.announce("light-1");
    api.driver.onAction = (action) => api.driver.answer(action, { result: { dimmed: true } });
    const { status, body } = await api.post(COMMAND, { command: "set_brightness", payload: { brightness: 60 } });
    expect(status).toBe(200);
    expect(body).toEqual({
      commandId: expect.any(String),
      status: "succeeded",
      latencyMs: expect.any(Number),
      result: { dimmed: true },
    });
    expect(api.driver.actions).toMatchObject([{ command: "set_brightness", payload: { brightness: 60 } }]);
  });

  it("takes action and data for command and payload, and {value} for the one member", async () => {
    await using api = await startTestApi();
    await api.announce("light-1");
    await api.post(COMMAND, { action: "set_brightness", data: { value: 7 } });
    expect(api.driver.actions).toMatchObject([{ command: "set_brightness", payload: { brightness: 7 } }]);
  });

  it("waits for the state that shows it with wait: confirmed", async () => {
    await using api = await startTestApi();
    await api.announce("light-1");
    api.driver.onAction = (action) => {
      api.driver.answer(action);
      api.driver.send("STATE_UPDATE", "light-1", { power: true });
    };
    expect(await api.post(COMMAND, { command: "turn_on", wait: "confirmed" })).toMatchObject({
      status: 200,
      body: { status: "confirmed" },
    });
  });

  it("answers 202 once it is sent with wait: dispatch, and the journal tells the rest", async () => {
    await using api = await startTestApi();
    await api.announce("light-1");
    const { status, body } = await api.post(COMMAND, { command: "turn_on", wait: "dispatch" });
    expect([status, body["status"]]).toEqual([202, "dispatched"]);
    const id = String(body["commandId"]);
    await until("the result", () => api.hub.commands.journal.get(id)?.status === "succeeded");
    expect((await api.get(`/commands/${id}`)).body).toMatchObject({
      id,
      deviceId: "light-1",
      origin: { via: "rest" },
      status: "succeeded",
      stages: [{ stage: "requested" }, { stage: "dispatched" }, { stage: "succeeded" }],
    });
  });

  it("carries out one command for one Idempotency-Key", async () => {
    await using api = await startTestApi();
    await api.announce("light-1");
    const key = { "idempotency-key": "key-1" };
    const both = await Promise.all([
      api.post(COMMAND, { command: "toggle" }, key),
      api.post(COMMAND, { command: "toggle" }, key),
    ]);
    const third = await api.post(COMMAND, { command: "toggle" }, key);
    expect(new Set([...both, third].map(({ body }) => body["commandId"])).size).toBe(1);
    expect(api.driver.actions).toHaveLength(1);
  });

  it("answers IDEMPOTENCY_MISMATCH for another command with the same key", async () => {
    await using api = await startTestApi();
    await api.announce("light-1");
    const key = { "idempotency-key": "key-1" };
    await api.post(COMMAND, { command: "turn_on" }, key);
    const { status, body } = await api.post(COMMAND, { command: "turn_off" }, key);
    expect([status, body["code"]]).toEqual([409, "IDEMPOTENCY_MISMATCH"]);
  });

  it.each([["two words"], ["x".repeat(129)], ["\u00e4"]])("refuses the Idempotency-Key %j", async (key) => {
    await using api = await startTestApi();
    await api.announce("light-1");
    const { status, body } = await api.post(COMMAND, { command: "turn_on" }, { "idempotency-key": key });
    expect([status, body["code"]]).toEqual([400, "INVALID_REQUEST"]);
    expect(api.driver.actions).toEqual([]);
  });

  it.each([
    ["NO_DEVICE", 404, "/devices/none/command", { command: "turn_on" }],
    ["INVALID_COMMAND", 422, COMMAND, { command: "fly" }],
    ["INVALID_PAYLOAD", 422, COMMAND, { command: "set_brightness", payload: { brightness: 101 } }],
    ["INVALID_REQUEST", 400, COMMAND, {}],
    ["INVALID_REQUEST", 400, COMMAND, { command: 5 }],
    ["INVALID_REQUEST", 400, COMMAND, { command: "turn_on", wait: "forever" }],
    ["INVALID_REQUEST", 400, COMMAND, { command: "turn_on", timeoutMs: 1 }],
    ["INVALID_REQUEST", 400, COMMAND, { command: "turn_on", payload: [] }],
  ])("answers %s %i and sends nothing: %s %j", async (...[code, status, path, request]) => {
    await using api = await startTestApi();
    await api.announce("light-1");
    const answer = await api.post(path, request);
    expect(answer).toMatchObject({ status, body: { ok: false, code, error: expect.any(String) } });
    expect(api.driver.actions).toEqual([]);
  });

  it("answers DRIVER_REJECTED with the words of the driver", async () => {
    await using api = await startTestApi();
    await api.announce("light-1");
    api.driver.onAction = (action) => api.driver.answer(action, { success: false, message: "The bulb is out." });
    expect(await api.post(COMMAND, { command: "turn_on" })).toMatchObject({
      status: 502,
      body: {
        ok: false,
        code: "DRIVER_REJECTED",
        error: expect.stringContaining("The bulb is out."),
        commandId: expect.any(String),
      },
    });
  });

  it("answers TIMEOUT where the driver says nothing", async () => {
    await using api = await startTestApi();
    await api.announce("light-1");
    api.driver.onAction = () => {};
    expect(await api.post(COMMAND, { command: "turn_on", timeoutMs: 50 })).toMatchObject({
      status: 504,
      body: { code: "TIMEOUT", commandId: expect.any(String) },
    });
  });

  it("answers DRIVER_DISCONNECTED at once where the driver is lost meanwhile, and DRIVER_OFFLINE after that", async () => {
    await using api = await startTestApi();
    await api.announce("light-1");
    api.driver.onAction = () => api.driver.socket.terminate();
    expect(await api.post(COMMAND, { command: "turn_on" })).toMatchObject({
      status: 503,
      body: { code: "DRIVER_DISCONNECTED" },
    });
    expect(await api.post(COMMAND, { command: "turn_on" })).toMatchObject({
      status: 503,
      body: { code: "DRIVER_OFFLINE" },
    });
  });

  it("answers HUB_STOPPING where the hub stops meanwhile", async () => {
    await using api = await startTestApi();
    await api.announce("light-1");
    api.driver.onAction = () => void api.hub.close();
    expect(await api.post(COMMAND, { command: "turn_on" })).toMatchObject({
      status: 503,
      body: { code: "HUB_STOPPING" },
    });
  });

  it("answers QUEUE_FULL where too many commands wait for the device", async () => {
    await using api = await startTestApi();
    await api.announce("light-1");
    api.driver.onAction = () => {};
    const answers = Array.from({ length: 80 }, () => api.post(COMMAND, { command: "turn_on", timeoutMs: 200 }));
    const codes = (await Promise.all(answers)).map(({ status, body }) => `${status} ${String(body["code"])}`);
    expect(codes).toContain("429 QUEUE_FULL");
  });
});

import { ManualClock } from "@hos/runtime/testing";
import { describe, expect, it } from "vitest";
import { ApiClientError, CommandError, ConnectionError, HosRest, type HosRestOptions } from "../../src/index.ts";
import { createRecord } from "../support/create-record.ts";
import { type Answer, failure, FakeRestHub, hangUp, json } from "../support/fake-rest-hub.ts";

const SUCCEEDED = { commandId: "c1", status: "succeeded", latencyMs: 3 } as const;

function createRest(hub: FakeRestHub, options: Partial<HosRestOptions> = {}): HosRest {
  return new HosRest({ url: hub.url, ...options });
}

const breakOff: Answer = (response) => {
  response.writeHead(200, { "content-length": "1000" });
  response.write("{", () => response.destroy());
};

const throttled: Answer = (response, request) => {
  response.setHeader("retry-after", "30");
  failure(429, "TOO_MANY_REQUESTS")(response, request);
};

async function caught(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (fault) {
    return fault;
  }
  throw new Error("It did not fail.");
}

/** Does not answer, and tells when it was asked. */
function createSilence(): { readonly answer: Answer; readonly asked: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { answer: () => resolve(), asked: promise };
}

describe("HosRest", () => {
  it.each([
    ["GET", "/bootstrap", (rest: HosRest) => rest.bootstrap()],
    ["GET", "/devices", (rest: HosRest) => rest.devices()],
    ["GET", "/devices?tag=a+b&limit=5", (rest: HosRest) => rest.devices({ tag: "a b", limit: 5 })],
    ["GET", "/devices/a%2Fb%20c", (rest: HosRest) => rest.device("a/b c")],
    ["GET", "/devices/%252E%252E", (rest: HosRest) => rest.device("..")],
    ["POST", "/devices/light-1", (rest: HosRest) => rest.setDevice("light-1", { name: null })],
    ["POST", "/devices/light-1/remove", (rest: HosRest) => rest.removeDevice("light-1")],
    ["POST", "/devices/light-1/command", (rest: HosRest) => rest.command("light-1", { command: "stop" })],
    ["GET", "/commands/01J", (rest: HosRest) => rest.commandRecord("01J")],
    ["GET", "/commands?device=light-1", (rest: HosRest) => rest.commands({ device: "light-1" })],
    ["GET", "/drivers", (rest: HosRest) => rest.drivers()],
    ["GET", "/drivers/MY_DRIVER/one%3A1", (rest: HosRest) => rest.driver("MY_DRIVER", "one:1")],
    ["POST", "/events/ticket", (rest: HosRest) => rest.createStreamTicket()],
  ])("asks %s %s", async (method, path, ask) => {
    await using hub = await FakeRestHub.listen(json(200, {}));
    await ask(createRest(hub));
    expect(hub.requests).toMatchObject([{ method, url: `/app/os${path}` }]);
  });

  it("resolves with the body of the answer", async () => {
    const record = createRecord("light-1");
    await using hub = await FakeRestHub.listen(json(200, record));
    expect(await createRest(hub).device("light-1")).toEqual(record);
  });

  it("sends the settings as JSON", async () => {
    await using hub = await FakeRestHub.listen(json(200, {}));
    await createRest(hub).setDevice("light-1", { name: "Desk", spaceId: null });
    expect(hub.requests[0]?.body).toEqual({ name: "Desk", spaceId: null });
    expect(hub.requests[0]?.headers["content-type"]).toBe("application/json");
  });

  it("sends the token as bearer", async () => {
    await using hub = await FakeRestHub.listen(json(200, {}), json(200, {}));
    await createRest(hub, { token: "secret" }).drivers();
    await createRest(hub).drivers();
    expect(hub.requests.map(({ headers }) => headers.authorization)).toEqual(["Bearer secret", undefined]);
  });

  it("asks the app for the token each time", async () => {
    await using hub = await FakeRestHub.listen(json(200, {}), json(200, {}), json(200, {}));
    const tokens = ["first", undefined];
    const rest = createRest(hub, { token: () => tokens.shift() });
    await rest.drivers();
    await rest.drivers();
    await createRest(hub, { token: () => Promise.resolve("later") }).drivers();
    expect(hub.requests.map(({ headers }) => headers.authorization)).toEqual([
      "Bearer first",
      undefined,
      "Bearer later",
    ]);
  });

  it("tells a failure of the app's token function from one of the connection, and leaves no timer", async () => {
    const clock = new ManualClock();
    const locked = new Error("The key store is locked.");
    const rest = new HosRest({ url: "http://127.0.0.1:9", clock, token: () => Promise.reject(locked) });
    const fault = await caught(rest.drivers());
    expect(fault).toMatchObject({ name: "ConnectionError", code: "TOKEN_FAILED", cause: locked });
    expect(clock.pendingTimers).toBe(0);
  });

  it("keeps the path that a proxy serves the hub under", async () => {
    await using hub = await FakeRestHub.listen(json(200, {}));
    await createRest(hub, { url: `${hub.url}/hub/` }).drivers();
    expect(hub.requests[0]?.url).toBe("/hub/app/os/drivers");
  });

  it("uses the fetch that it is given", async () => {
    const urls: string[] = [];
    const rest = new HosRest({
      url: "http://hub.invalid",
      fetch: (input) => {
        urls.push(input as string);
        return Promise.resolve(Response.json({ drivers: [] }));
      },
    });
    expect(await rest.drivers()).toEqual({ drivers: [] });
    expect(urls).toEqual(["http://hub.invalid/app/os/drivers"]);
  });

  it("rejects with what the hub says", async () => {
    await using hub = await FakeRestHub.listen(failure(404, "NO_DEVICE", { details: ["id: light-9"] }));
    const fault = await caught(createRest(hub).device("light-9"));
    expect(fault).toBeInstanceOf(ApiClientError);
    expect(fault).toMatchObject({
      code: "NO_DEVICE",
      status: 404,
      message: "It is NO_DEVICE.",
      details: ["id: light-9"],
    });
  });

  it("says when a later attempt counts", async () => {
    await using hub = await FakeRestHub.listen(throttled, failure(429, "QUEUE_FULL"));
    const { auth } = createRest(hub);
    const login = { username: "ada", password: "wrong" };
    expect(await caught(auth.login(login))).toMatchObject({ code: "TOO_MANY_REQUESTS", retryAfterMs: 30_000 });
    expect(await caught(auth.login(login))).toMatchObject({ retryAfterMs: undefined });
  });

  it("takes the error shape for a failure whatever the status says", async () => {
    await using hub = await FakeRestHub.listen(failure(200, "INTERNAL"));
    expect(await caught(createRest(hub).drivers())).toBeInstanceOf(ApiClientError);
  });

  it.each<[string, Answer]>([
    ["a page of a proxy", (response) => response.writeHead(502).end("<html>")],
    ["a page instead of JSON", (response) => response.writeHead(200).end("<html>")],
    ["an empty answer", (response) => response.writeHead(200).end()],
    ["JSON of another server", json(404, { message: "nope" })],
  ])("tells %s from a hub", async (_what, answer) => {
    await using hub = await FakeRestHub.listen(answer);
    const fault = await caught(createRest(hub).drivers());
    expect(fault).toBeInstanceOf(ConnectionError);
    expect(fault).toMatchObject({ code: "INVALID_RESPONSE" });
  });

  it("tells that no connection was possible", async () => {
    const hub = await FakeRestHub.listen();
    const rest = createRest(hub);
    await hub[Symbol.asyncDispose]();
    const fault = await caught(rest.drivers());
    expect(fault).toMatchObject({ name: "ConnectionError", code: "CONNECTION_FAILED", cause: expect.any(Error) });
  });

  it("gives up after the time-out and leaves no timer", async () => {
    const { answer, asked } = createSilence();
    await using hub = await FakeRestHub.listen(answer);
    const clock = new ManualClock();
    const failed = caught(createRest(hub, { clock }).drivers());
    await asked;
    expect(clock.nextTimerInMs).toBe(10_000);
    clock.advance(10_000);
    expect(await failed).toMatchObject({ code: "REQUEST_TIMEOUT" });
    expect(clock.pendingTimers).toBe(0);
  });

  it("leaves no timer after an answer", async () => {
    await using hub = await FakeRestHub.listen(json(200, {}));
    const clock = new ManualClock();
    await createRest(hub, { clock }).drivers();
    expect(clock.pendingTimers).toBe(0);
  });

  it("ends a request with the signal of the caller", async () => {
    const { answer, asked } = createSilence();
    await using hub = await FakeRestHub.listen(answer);
    const controller = new AbortController();
    const failed = caught(createRest(hub).drivers({ signal: controller.signal }));
    await asked;
    controller.abort("changed my mind");
    expect(await failed).toMatchObject({ code: "REQUEST_ABORTED", cause: "changed my mind" });
  });

  it("ends every request when its client closes", async () => {
    const { answer, asked } = createSilence();
    await using hub = await FakeRestHub.listen(answer);
    const controller = new AbortController();
    const rest = createRest(hub, { closed: controller.signal });
    const failed = caught(rest.drivers());
    await asked;
    controller.abort();
    expect(await failed).toMatchObject({ code: "CLIENT_CLOSED" });
    expect(await caught(rest.drivers())).toMatchObject({ code: "CLIENT_CLOSED" });
    expect(hub.requests).toHaveLength(1);
  });
});

describe("HosRest.command", () => {
  it("sends the request with a new key each time", async () => {
    await using hub = await FakeRestHub.listen(json(200, SUCCEEDED), json(200, SUCCEEDED));
    const rest = createRest(hub);
    const request = { command: "set_brightness", payload: { brightness: 60 }, wait: "confirmed" } as const;
    expect(await rest.command("light-1", request)).toEqual(SUCCEEDED);
    await rest.command("light-1", request);
    expect(hub.requests[0]?.body).toEqual(request);
    const keys = hub.requests.map(({ headers }) => headers["idempotency-key"]);
    expect(keys[0]).toMatch(/^[0-9A-Z]{26}$/);
    expect(keys[1]).not.toBe(keys[0]);
  });

  it("takes the key of the caller", async () => {
    await using hub = await FakeRestHub.listen(json(200, SUCCEEDED));
    await createRest(hub).command("light-1", { command: "stop" }, { idempotencyKey: "mine" });
    expect(hub.requests[0]?.headers["idempotency-key"]).toBe("mine");
  });

  it("asks once more with the same key when the connection broke", async () => {
    await using hub = await FakeRestHub.listen(hangUp, json(200, SUCCEEDED));
    expect(await createRest(hub).command("light-1", { command: "stop" })).toEqual(SUCCEEDED);
    const keys = hub.requests.map(({ headers }) => headers["idempotency-key"]);
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
  });

  it("asks once more when the connection broke in the middle of the answer", async () => {
    await using hub = await FakeRestHub.listen(breakOff, json(200, SUCCEEDED));
    expect(await createRest(hub).command("light-1", { command: "stop" })).toEqual(SUCCEEDED);
  });

  it("asks no third time", async () => {
    await using hub = await FakeRestHub.listen(hangUp, hangUp, json(200, SUCCEEDED));
    const fault = await caught(createRest(hub).command("light-1", { command: "stop" }));
    expect(fault).toBeInstanceOf(CommandError);
    expect(fault).toMatchObject({ code: "CONNECTION_FAILED", outcomeKnown: false, status: undefined });
    expect(hub.requests).toHaveLength(2);
  });

  it("takes a failure of the hub as final", async () => {
    await using hub = await FakeRestHub.listen(failure(504, "TIMEOUT", { commandId: "c7" }));
    const fault = await caught(createRest(hub).command("light-1", { command: "stop" }));
    expect(fault).toBeInstanceOf(CommandError);
    expect(fault).toMatchObject({ code: "TIMEOUT", status: 504, commandId: "c7", outcomeKnown: false });
    expect(hub.requests).toHaveLength(1);
  });

  it.each([
    [undefined, 15_000],
    [60_000, 70_000],
  ])("waits longer than the deadline that the hub has: %s", async (timeoutMs, waitMs) => {
    const { answer, asked } = createSilence();
    await using hub = await FakeRestHub.listen(answer);
    const clock = new ManualClock();
    const request = { command: "stop", ...(timeoutMs === undefined ? {} : { timeoutMs }) };
    const failed = caught(createRest(hub, { clock }).command("light-1", request));
    await asked;
    expect(clock.nextTimerInMs).toBe(waitMs);
    clock.advance(waitMs);
    expect(await failed).toMatchObject({ code: "REQUEST_TIMEOUT", outcomeKnown: false });
    expect(hub.requests).toHaveLength(1);
  });

  it("is not sent again after it was aborted", async () => {
    const { answer, asked } = createSilence();
    await using hub = await FakeRestHub.listen(answer);
    const controller = new AbortController();
    const failed = caught(createRest(hub).command("light-1", { command: "stop" }, { signal: controller.signal }));
    await asked;
    controller.abort();
    expect(await failed).toMatchObject({ name: "CommandError", code: "REQUEST_ABORTED", outcomeKnown: false });
    expect(hub.requests).toHaveLength(1);
  });
});

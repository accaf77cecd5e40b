import { DriverGate, type Principal, ROOT_PRINCIPAL } from "@hos/access";
import { createHub } from "@hos/hub";
import { DriverDetail, DriverList, DriverToken } from "@hos/protocol/rest";
import { silentLogger, systemClock } from "@hos/runtime";
import { ConfigStore, MemoryDocumentPersistence } from "@hos/storage";
import { Hono } from "hono";
import { Check } from "typebox/value";
import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import type { ApiEnv } from "../../src/http/api-context.ts";
import { ClientPace } from "../../src/http/client-pace.ts";
import { createErrorBody, toApiFailure } from "../../src/http/create-error-body.ts";
import { mountRoutes } from "../../src/http/mount-routes.ts";
import { createDriverHandlers } from "../../src/http/routes/driver-handlers.ts";

const LAMPS = { driverKey: "LAMPS", instanceId: "lamps-1" };
const NETWORK = "192.168.1.20";

/** A hub whose drivers seem to come from the network, and the routes over it. */
async function start(by: Principal = { ...ROOT_PRINCIPAL, name: "owner" }) {
  const config = new ConfigStore({ persistence: new MemoryDocumentPersistence(), logger: silentLogger });
  await config.start();
  const gate = new DriverGate({ config, clock: systemClock, logger: silentLogger });
  const hub = createHub({ serverVersion: "1.0.0", admission: gate, addressOf: () => NETWORK });
  gate.start();
  gate.attach(hub.gateway);
  await hub.start();
  const { port } = await hub.gateway.listen({ host: "127.0.0.1", port: 0 });
  const app = new Hono<ApiEnv>();
  const handlers = createDriverHandlers({ hub, gate, maxBodyBytes: 1024 });
  const pace = new ClientPace({ clock: systemClock, percent: 100 });
  mountRoutes({ root: new Hono(), base: app, handlers, identifyOf: () => () => by, pace });
  app.onError((error, c) => {
    const failure = toApiFailure(error);
    return c.json(createErrorBody(failure), failure.status);
  });
  const ask = async (path: string, init?: RequestInit) => {
    const response = await app.request(`/drivers${path}`, init);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  return {
    gate,
    hub,
    url: `ws://127.0.0.1:${port}/driver`,
    get: (path: string) => ask(path),
    post: (path: string, body: unknown = {}) =>
      ask(path, { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    [Symbol.asyncDispose]: () => hub.close(),
  };
}

/** A driver that hands out its frames one after another. */
function connect(url: string) {
  const socket = new WebSocket(url);
  const frames: Record<string, unknown>[] = [];
  let wake: (() => void) | undefined;
  socket.on("message", (data: Buffer) => {
    frames.push(JSON.parse(data.toString()) as Record<string, unknown>);
    wake?.();
  });
  const closed = new Promise<number>((resolve) => socket.on("close", resolve));
  const next = async () => {
    while (frames.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    return frames.shift() ?? {};
  };
  const register = async (token?: string) => {
    socket.send(JSON.stringify({ method: "driver.register", params: { ...LAMPS, protocolVersion: 1, token } }));
    return next();
  };
  return { next, register, closed, [Symbol.asyncDispose]: async () => socket.terminate() };
}

async function waiting(url: string) {
  const driver = connect(url);
  await driver.next();
  const answer = await driver.register();
  return { ...driver, code: (answer["pairing"] as { code: string }).code };
}

describe("a driver that waits for approval", () => {
  it("stands in the list with its code, and nobody tells its token", async () => {
    await using test = await start();
    await using driver = await waiting(test.url);
    const { body } = await test.get("");
    expect(body).toMatchObject({
      drivers: [
        {
          ...LAMPS,
          status: "waiting",
          access: "open",
          address: NETWORK,
          pairing: { code: driver.code, address: NETWORK },
        },
      ],
    });
    expect(Check(DriverList, body)).toBe(true);
    const detail = await test.get("/LAMPS/lamps-1");
    expect(detail.body).toMatchObject({ status: "waiting", waiting: [{ code: driver.code }], sessionId: null });
    expect(Check(DriverDetail, detail.body)).toBe(true);
  });

  it("is approved with its code and registers with the token that it gets", async () => {
    await using test = await start();
    await using driver = await waiting(test.url);
    const answer = await test.post("/LAMPS/lamps-1/approve", { code: driver.code });
    expect(answer).toMatchObject({ status: 200, body: { access: "approved", pairing: null } });
    const paired = await driver.next();
    expect(paired).toMatchObject({ event: "PAIRED" });
    expect(JSON.stringify(answer)).not.toContain(String(paired["token"]));
    expect(await driver.register(String(paired["token"]))).toMatchObject({ event: "REGISTERED" });
    expect(await test.get("/LAMPS/lamps-1")).toMatchObject({ body: { status: "connected", access: "approved" } });
  });

  it("shows both where a driver is there and somebody else asks as it", async () => {
    await using test = await start();
    await using real = connect(test.url);
    await real.next();
    await real.register(await test.gate.issue(LAMPS, "owner"));
    await using first = await waiting(test.url);
    await using second = await waiting(test.url);
    expect(await test.get("/LAMPS/lamps-1")).toMatchObject({
      body: {
        status: "connected",
        pairing: { code: first.code },
        waiting: [{ code: first.code }, { code: second.code }],
      },
    });
  });

  it.each([
    ["another code", { code: "000000" }, 409, "PAIRING_FAILED"],
    ["no code", {}, 400, "INVALID_REQUEST"],
    ["a code that is none", { code: "12345a" }, 400, "INVALID_REQUEST"],
    ["a member that nobody knows", { code: "123456", by: "me" }, 400, "INVALID_REQUEST"],
  ])("is not approved with %s", async (...row) => {
    const [, body, status, code] = row;
    await using test = await start();
    await using driver = await waiting(test.url);
    expect(driver.code).not.toBe("000000");
    expect(await test.post("/LAMPS/lamps-1/approve", body)).toMatchObject({ status, body: { ok: false, code } });
  });
});

describe("what people decide about a driver", () => {
  it("revokes its credential: the session ends with 4003 at once", async () => {
    await using test = await start();
    await using driver = connect(test.url);
    await driver.next();
    const token = await test.gate.issue(LAMPS, "owner");
    await driver.register(token);
    expect(await test.post("/LAMPS/lamps-1/revoke")).toMatchObject({ status: 200, body: { access: "revoked" } });
    expect(await driver.next()).toMatchObject({ code: "DRIVER_WS_UNAUTHORIZED" });
    expect(await driver.closed).toBe(4003);
    await using again = connect(test.url);
    await again.next();
    expect(await again.register(token)).toMatchObject({ code: "DRIVER_WS_UNAUTHORIZED" });
    expect(await again.closed).toBe(4003);
  });

  it("disables and enables it, also while it is away", async () => {
    await using test = await start();
    await test.gate.issue(LAMPS, "owner");
    expect(await test.post("/LAMPS/lamps-1/disable")).toMatchObject({ status: 200, body: { access: "disabled" } });
    expect(await test.get("")).toMatchObject({ body: { drivers: [{ status: "disconnected", access: "disabled" }] } });
    expect(await test.post("/LAMPS/lamps-1/enable")).toMatchObject({ status: 200, body: { access: "approved" } });
  });

  it("forgets a driver that was waiting, was disabled, and was enabled", async () => {
    await using test = await start();
    await using driver = await waiting(test.url);
    await test.post("/LAMPS/lamps-1/disable");
    expect(await driver.next()).toMatchObject({ error: "This driver was disabled in the hub." });
    await driver.closed;
    expect(await test.post("/LAMPS/lamps-1/enable")).toMatchObject({ status: 200, body: { access: "open" } });
    expect(await test.get("")).toEqual({ status: 200, body: { drivers: [] } });
  });

  it("makes a credential for a driver that never connected, good for that one alone", async () => {
    await using test = await start();
    const { status, body } = await test.post("/LAMPS/lamps-1/token");
    expect(status).toBe(200);
    expect(Check(DriverToken, body)).toBe(true);
    const { token } = body as DriverToken;
    expect(await test.get("/LAMPS/lamps-1")).toMatchObject({ body: { status: "disconnected", access: "approved" } });
    await using driver = connect(test.url);
    await driver.next();
    expect(await driver.register(token)).toMatchObject({ event: "REGISTERED" });
    await test.post("/LAMPS/lamps-1/token");
    expect(await driver.next()).toMatchObject({ code: "DRIVER_WS_UNAUTHORIZED" });
    expect(await driver.closed).toBe(4003);
  });

  it.each(["/lamps/lamps-1/token", "/LAMPS/lamps%201/token"])(
    "makes no credential for what is no driver: %s",
    async (path) => {
      await using test = await start();
      expect(await test.post(path)).toMatchObject({ status: 400, body: { code: "INVALID_REQUEST" } });
      expect(test.gate.list()).toEqual([]);
    },
  );

  it("says that there is no credential to revoke", async () => {
    await using test = await start();
    await using _driver = await waiting(test.url);
    expect(await test.post("/LAMPS/lamps-1/revoke")).toMatchObject({ status: 409, body: { code: "CONFLICT" } });
  });

  it.each(["approve", "disable", "enable", "revoke"])(
    "%s answers NO_DRIVER for one that nobody knows",
    async (verb) => {
      await using test = await start();
      const answer = await test.post(`/LAMPS/lamps-9/${verb}`, { code: "123456" });
      expect(answer).toMatchObject({ status: 404, body: { code: "NO_DRIVER" } });
      expect(test.gate.list()).toEqual([]);
    },
  );

  it("asks the guard at every route, before anything else", async () => {
    await using test = await start({ ...ROOT_PRINCIPAL, scopes: new Set() });
    const answers = [
      await test.get(""),
      await test.get("/LAMPS/lamps-1"),
      ...(await Promise.all(
        ["approve", "disable", "enable", "revoke", "token"].map((verb) => test.post(`/LAMPS/lamps-1/${verb}`)),
      )),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 403, 403]);
  });
});

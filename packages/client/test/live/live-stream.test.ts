import { describe, expect, it } from "vitest";
import { ApiClientError, type ConfigPart } from "../../src/index.ts";
import { FakeLiveHub } from "../support/fake-live-hub.ts";
import { AT, brightnessOf, comeBack, createClient, createLive, snapshot, stateUpdate } from "../support/live-setup.ts";
import { nextEvent } from "../support/next-event.ts";

const configChanged = (what: ConfigPart) => ({ event: "CONFIG_CHANGED", what, at: AT }) as const;

describe("LiveStream", () => {
  it("waits 1 s, then twice as long each time, until a connection held", async () => {
    await using hub = await FakeLiveHub.listen();
    const setup = await createLive(hub);
    using _closing = setup.client;
    const delays: unknown[] = [];
    setup.client.on("status", ({ retryInMs }) => {
      if (retryInMs !== undefined) delays.push(retryInMs);
    });
    const second = await comeBack(hub, setup, () => setup.side.disconnect());
    const third = await comeBack(hub, setup, () => second.disconnect());
    const ready = nextEvent(setup.client, "ready");
    third.hello({ epoch: "e1", revision: 10, mode: "resume" });
    await ready;
    setup.clock.advance(10_000);
    await comeBack(hub, setup, () => third.disconnect());
    expect(delays).toEqual([1_000, 2_000, 1_000]);
  });

  it("finds a hub that comes back at its address", async () => {
    const hub = await FakeLiveHub.listen();
    const setup = await createLive(hub);
    using _closing = setup.client;
    const { port } = hub;
    const planned = nextEvent(setup.client, "status", ({ retryInMs }) => retryInMs === 1_000);
    await hub[Symbol.asyncDispose]();
    await planned;
    const failed = nextEvent(setup.client, "status", ({ retryInMs }) => retryInMs === 2_000);
    setup.clock.advance(1_000);
    expect(await failed).toEqual({ status: "stale", retryInMs: 2_000 });
    await using again = await FakeLiveHub.listen({ port });
    const connection = again.connection();
    setup.clock.advance(2_000);
    const ready = nextEvent(setup.client, "ready");
    (await connection).snapshot(snapshot({ epoch: "e2" }));
    await ready;
    expect(setup.client.status).toBe("live");
  });

  it("makes the planned attempt now when connect is called", async () => {
    await using hub = await FakeLiveHub.listen();
    const { client, clock, side } = await createLive(hub);
    using _closing = client;
    const planned = nextEvent(client, "status", ({ retryInMs }) => retryInMs !== undefined);
    side.disconnect();
    await planned;
    const connection = hub.connection();
    client.connect();
    await connection;
    // The wait for HELLO is the only one left.
    expect(clock.pendingTimers).toBe(1);
    expect(clock.nextTimerInMs).toBe(20_000);
  });

  it("leaves no timer while it is live", async () => {
    await using hub = await FakeLiveHub.listen();
    const { client, clock } = await createLive(hub);
    using _closing = client;
    expect(clock.pendingTimers).toBe(0);
  });

  it("ignores what a new connection tells before HELLO", async () => {
    await using hub = await FakeLiveHub.listen();
    const setup = await createLive(hub);
    const { client } = setup;
    using _closing = client;
    const side = await comeBack(hub, setup, () => setup.side.disconnect());
    const ready = nextEvent(client, "ready");
    side.batch([stateUpdate(11, 99)]);
    side.hello({ epoch: "e1", revision: 11, mode: "resume" });
    side.batch([stateUpdate(11, 50)]);
    await ready;
    expect(brightnessOf(client)).toBe(50);
  });

  it("gives up a connection on which no HELLO comes", async () => {
    await using hub = await FakeLiveHub.listen();
    const { client, clock } = createClient(hub.url);
    using _closing = client;
    const connection = hub.connection();
    client.connect();
    await connection;
    const gone = hub.disconnection();
    const error = nextEvent(client, "error");
    clock.advance(20_000);
    expect(await error).toMatchObject({ code: "CONNECTION_FAILED", message: expect.stringContaining("HELLO") });
    await gone;
    expect(client.status).toBe("connecting");
  });

  it("does not come back when the hub refuses it, and says why", async () => {
    const refuseWith = { ok: false, code: "INVALID_REQUEST", error: "Bad filter.", details: [] };
    await using hub = await FakeLiveHub.listen({ refuseWith });
    const { client, clock } = createClient(hub.url);
    using _closing = client;
    const ready = client.ready();
    client.connect();
    await expect(ready).rejects.toBeInstanceOf(ApiClientError);
    await expect(client.ready()).rejects.toMatchObject({ code: "INVALID_REQUEST" });
    expect(client.status).toBe("closed");
    expect(client.refusal).toMatchObject({ code: "INVALID_REQUEST", status: 400 });
    expect(clock.pendingTimers).toBe(0);
    client.close();
    expect(() => client.connect()).toThrow("Bad filter.");
  });

  it("is told when its token is void, and comes back with another one when the app says so", async () => {
    await using hub = await FakeLiveHub.listen();
    let token: string | undefined = "old";
    const { client, clock, side } = await createLive(hub, { token: () => Promise.resolve(token) });
    using _closing = client;
    expect(side.handshake.token).toBe("old");
    const closed = nextEvent(client, "status", ({ status }) => status === "closed");
    const error = nextEvent(client, "error");
    side.unauthorized();
    await closed;
    expect(await error).toMatchObject({ code: "UNAUTHORIZED", status: 401 });
    expect(client.refusal).toBe(await error);
    expect(clock.pendingTimers).toBe(0);
    expect(brightnessOf(client)).toBe(10);
    token = "new";
    const connection = hub.connection();
    client.connect();
    expect([client.status, client.refusal]).toEqual(["stale", undefined]);
    const second = await connection;
    expect(second.handshake).toEqual({ coalesce: true, token: "new", since: "e1:10" });
    const ready = nextEvent(client, "ready");
    second.hello({ epoch: "e1", revision: 10, mode: "resume" });
    await ready;
    expect(client.status).toBe("live");
  });

  it("tries again where the app cannot say its token for the moment", async () => {
    await using hub = await FakeLiveHub.listen();
    const locked = new Error("The key store is locked.");
    const { client } = createClient(hub.url, { token: () => Promise.reject(locked) });
    using _closing = client;
    const error = nextEvent(client, "error");
    const planned = nextEvent(client, "status", ({ retryInMs }) => retryInMs !== undefined);
    client.connect();
    expect(await error).toMatchObject({ name: "ConnectionError", code: "TOKEN_FAILED", cause: locked });
    expect(await planned).toEqual({ status: "connecting", retryInMs: 1_000 });
    expect(hub.connections).toEqual([]);
  });

  it("expects missing revisions in a stream that the hub narrowed, and only there", async () => {
    await using hub = await FakeLiveHub.listen();
    const setup = await createLive(hub);
    const { client } = setup;
    using _closing = client;
    const second = await comeBack(hub, setup, () => setup.side.disconnect());
    const ready = nextEvent(client, "ready");
    second.hello({ epoch: "e1", revision: 90, mode: "resume", narrowed: true });
    await ready;
    const changed = nextEvent(client, "change");
    second.batch([stateUpdate(99, 50)]);
    await changed;
    expect([client.status, brightnessOf(client)]).toEqual(["live", 50]);
    const third = await comeBack(hub, { ...setup, side: second }, () => second.disconnect());
    const error = nextEvent(client, "error");
    third.snapshot(snapshot({ revision: 200 }));
    third.batch([stateUpdate(203, 51)]);
    expect(await error).toMatchObject({ code: "STREAM_GAP" });
  });

  it("says what of the configuration to read: everything when it is up to date, then what changed", async () => {
    await using hub = await FakeLiveHub.listen();
    const { client } = createClient(hub.url);
    using _closing = client;
    const told: unknown[] = [];
    client.on("config", ({ what }) => told.push(what));
    client.on("ready", () => told.push("ready"));
    client.on("change", () => told.push("change"));
    const connection = hub.connection();
    client.connect();
    const side = await connection;
    side.snapshot(snapshot());
    await client.ready();
    const seen = nextEvent(client, "config");
    side.batch([configChanged("spaces"), stateUpdate(11, 50), configChanged("programs"), configChanged("spaces")]);
    await seen;
    expect(told).toEqual([
      "change",
      "ready",
      ["spaces", "programs", "preferences", "designs"],
      "change",
      ["spaces", "programs"],
    ]);
  });

  it("comes back when the hub refuses it for the moment only", async () => {
    const refuseWith = { ok: false, code: "HUB_STOPPING", error: "The hub is stopping.", details: [] };
    await using hub = await FakeLiveHub.listen({ refuseWith });
    const { client } = createClient(hub.url);
    using _closing = client;
    const planned = nextEvent(client, "status", ({ retryInMs }) => retryInMs !== undefined);
    client.connect();
    expect(await planned).toEqual({ status: "connecting", retryInMs: 1_000 });
  });
});

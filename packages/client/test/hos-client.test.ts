import { type Logger, silentLogger } from "@hos/runtime";
import { ManualClock } from "@hos/runtime/testing";
import { describe, expect, it } from "vitest";
import { HosClient } from "../src/index.ts";
import { createRecord } from "./support/create-record.ts";
import { FakeLiveHub } from "./support/fake-live-hub.ts";
import {
  AT,
  brightnessOf,
  comeBack,
  createClient,
  createLive,
  DISPATCHED,
  snapshot,
  stateUpdate,
} from "./support/live-setup.ts";
import { nextEvent } from "./support/next-event.ts";

describe("HosClient", () => {
  it("is ready with the first snapshot", async () => {
    await using hub = await FakeLiveHub.listen();
    const { client } = createClient(hub.url);
    using _closing = client;
    expect(client.status).toBe("idle");
    const told: unknown[] = [];
    client.on("status", ({ status }) => told.push(status));
    client.on("change", (change) => told.push(change));
    client.on("ready", (ready) => told.push(ready));
    const connection = hub.connection();
    client.connect();
    client.connect();
    expect(client.status).toBe("connecting");
    (await connection).snapshot(snapshot());
    await client.ready();
    await client.ready();
    expect(client.status).toBe("live");
    expect(client.devices.list().map(({ id }) => id)).toEqual(["light-1", "light-2"]);
    expect(told).toEqual([
      "connecting",
      { changed: ["light-1", "light-2"], removed: [] },
      "live",
      { mode: "snapshot", epoch: "e1", revision: 10 },
    ]);
    expect(hub.connections).toHaveLength(1);
  });

  it("stops waiting to be ready when the signal says so, and goes on connecting", async () => {
    await using hub = await FakeLiveHub.listen();
    const { client } = createClient(hub.url);
    using _closing = client;
    const reason = new Error("That took too long.");
    await expect(client.ready({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const connection = hub.connection();
    client.connect();
    const controller = new AbortController();
    const ready = client.ready({ signal: controller.signal });
    controller.abort(reason);
    await expect(ready).rejects.toBe(reason);
    (await connection).snapshot(snapshot());
    await client.ready();
    expect(client.status).toBe("live");
  });

  it("logs an error that nobody listens for", async () => {
    await using hub = await FakeLiveHub.listen();
    const logged: unknown[] = [];
    const error: Logger["error"] = (message, fields) => logged.push([message, fields]);
    const setup = await createLive(hub, { logger: { ...silentLogger, error } });
    using client = setup.client;
    const back = await comeBack(hub, setup, () => setup.side.disconnect());
    expect(logged).toEqual([[expect.any(String), { code: "CONNECTION_FAILED" }]]);
    client.on("error", () => {});
    back.snapshot(snapshot());
    await nextEvent(client, "ready");
    await comeBack(hub, { ...setup, side: back }, () => back.disconnect());
    expect(logged).toHaveLength(1);
  });

  it("introduces itself with token and filter and asks for batches", async () => {
    await using hub = await FakeLiveHub.listen();
    const filter = { types: ["light"] };
    const { client, side } = await createLive(hub, { token: "secret", filter });
    using _closing = client;
    expect(side.handshake).toEqual({ coalesce: true, token: "secret", filter });
  });

  it("tells each event and then, once a batch, what changed", async () => {
    await using hub = await FakeLiveHub.listen();
    const { client, side } = await createLive(hub);
    using _closing = client;
    const told: unknown[] = [];
    client.on("event", (event) => told.push(event.event));
    client.on("change", (change) => told.push(change));
    const changed = nextEvent(client, "change");
    side.batch([stateUpdate(11, 50), DISPATCHED, stateUpdate(12, 51), stateUpdate(11, 50)]);
    await changed;
    expect(told).toEqual(["STATE_UPDATE", "ACTION_DISPATCHED", "STATE_UPDATE", { changed: ["light-1"], removed: [] }]);
    expect(brightnessOf(client)).toBe(51);
  });

  it("survives a listener that throws", async () => {
    await using hub = await FakeLiveHub.listen();
    const { client, side } = await createLive(hub);
    using _closing = client;
    client.on("event", () => {
      throw new Error("of the app");
    });
    const changed = nextEvent(client, "change");
    side.batch([stateUpdate(11, 50)]);
    await changed;
    expect(client.status).toBe("live");
  });

  it("resumes where it was after the connection was lost", async () => {
    await using hub = await FakeLiveHub.listen();
    const setup = await createLive(hub);
    const { client } = setup;
    using _closing = client;
    const untouched = client.devices.get("light-2");
    const side = await comeBack(hub, setup, () => setup.side.disconnect());
    expect(client.status).toBe("stale");
    expect(brightnessOf(client)).toBe(10);
    expect(side.handshake.since).toBe("e1:10");
    const ready = nextEvent(client, "ready");
    side.hello({ epoch: "e1", revision: 12, mode: "resume" });
    side.batch([
      stateUpdate(11, 50),
      {
        event: "DEVICE_UPDATED",
        device_id: "light-1",
        revision: 12,
        at: AT,
        device: createRecord("light-1", { name: "Desk", revision: 12 }),
      },
    ]);
    expect(await ready).toEqual({ mode: "resume", epoch: "e1", revision: 12 });
    expect(client.status).toBe("live");
    expect(client.devices.get("light-1")?.name).toBe("Desk");
    expect(client.devices.get("light-2")).toBe(untouched);
  });

  it("forgets devices that the snapshot of a restarted hub does not hold", async () => {
    await using hub = await FakeLiveHub.listen();
    const setup = await createLive(hub);
    const { client } = setup;
    using _closing = client;
    const side = await comeBack(hub, setup, () => setup.side.disconnect());
    const changed = nextEvent(client, "change");
    const ready = nextEvent(client, "ready");
    side.snapshot({ epoch: "e2", revision: 1, devices: [createRecord("light-2", { revision: 1 })] });
    expect(await changed).toMatchObject({ removed: ["light-1"] });
    expect(await ready).toEqual({ mode: "snapshot", epoch: "e2", revision: 1 });
    expect(client.devices.get("light-1")).toBeUndefined();
  });

  it("asks at once for a snapshot when changes are missing", async () => {
    await using hub = await FakeLiveHub.listen();
    const setup = await createLive(hub);
    const { client } = setup;
    using _closing = client;
    const error = nextEvent(client, "error");
    const side = await comeBack(hub, setup, () => setup.side.batch([stateUpdate(13, 50)]));
    expect(await error).toMatchObject({ code: "STREAM_GAP" });
    expect(setup.clock.now()).toBe(new ManualClock().now());
    expect(side.handshake.since).toBeUndefined();
    const ready = nextEvent(client, "ready");
    side.snapshot(snapshot({ revision: 13, devices: [createRecord("light-1", { revision: 13, name: "New" })] }));
    await ready;
    expect(client.devices.list()).toMatchObject([{ id: "light-1", name: "New" }]);
  });

  it("asks for a snapshot when a resume does not fit", async () => {
    await using hub = await FakeLiveHub.listen();
    const setup = await createLive(hub);
    using _closing = setup.client;
    const second = await comeBack(hub, setup, () => setup.side.disconnect());
    const third = await comeBack(hub, setup, () => second.hello({ epoch: "e2", revision: 3, mode: "resume" }));
    expect(third.handshake.since).toBeUndefined();
  });

  it("expects missing revisions where it filters", async () => {
    await using hub = await FakeLiveHub.listen();
    const { client, side } = await createLive(hub, { filter: { devices: ["light-1"] } });
    using _closing = client;
    const changed = nextEvent(client, "change");
    side.batch([stateUpdate(44, 50)]);
    await changed;
    expect(client.status).toBe("live");
    expect(client.devices.revision).toBe(44);
  });

  it("expects missing revisions in the batch after CONFLATED, and only there", async () => {
    await using hub = await FakeLiveHub.listen();
    const { client, side } = await createLive(hub);
    using _closing = client;
    const conflated = nextEvent(client, "conflated");
    const changed = nextEvent(client, "change");
    side.conflated(2);
    side.batch([stateUpdate(40, 50), stateUpdate(35, 20, "light-2")]);
    expect(await conflated).toEqual({ devices: 2 });
    expect(await changed).toEqual({ changed: ["light-1", "light-2"], removed: [] });
    expect([brightnessOf(client), brightnessOf(client, "light-2")]).toEqual([50, 20]);
    expect(client.status).toBe("live");
    const error = nextEvent(client, "error");
    side.batch([stateUpdate(42, 51)]);
    expect(await error).toMatchObject({ code: "STREAM_GAP" });
  });
});

describe("HosClient.close", () => {
  it("ends the connection, rejects what waits, and leaves no timer", async () => {
    await using hub = await FakeLiveHub.listen();
    const { client, clock } = createClient(hub.url);
    const connection = hub.connection();
    client.connect();
    await connection;
    const ready = client.ready();
    const gone = hub.disconnection();
    client.close();
    client.close();
    await expect(ready).rejects.toMatchObject({ code: "CLIENT_CLOSED" });
    await gone;
    expect(client.status).toBe("closed");
    expect(clock.pendingTimers).toBe(0);
    await expect(client.ready()).rejects.toMatchObject({ code: "CLIENT_CLOSED" });
    await expect(client.rest.drivers()).rejects.toMatchObject({ code: "CLIENT_CLOSED" });
    expect(() => client.connect()).toThrow("closed");
  });

  it("calls off the attempt that is planned", async () => {
    await using hub = await FakeLiveHub.listen();
    const { client, clock, side } = await createLive(hub);
    const planned = nextEvent(client, "status", ({ retryInMs }) => retryInMs !== undefined);
    side.disconnect();
    await planned;
    client.close();
    expect(clock.pendingTimers).toBe(0);
  });

  it("keeps its word when a listener calls it in the middle of a batch", async () => {
    await using hub = await FakeLiveHub.listen();
    const { client, clock, side } = await createLive(hub);
    const told: string[] = [];
    client.on("event", ({ event }) => {
      told.push(event);
      client.close();
    });
    client.on("change", () => told.push("change"));
    const gone = hub.disconnection();
    side.batch([stateUpdate(11, 50), stateUpdate(12, 51), stateUpdate(19, 52)]);
    await gone;
    expect(told).toEqual(["STATE_UPDATE"]);
    expect(client.status).toBe("closed");
    expect(clock.pendingTimers).toBe(0);
  });

  it("serves a client that never connected", () => {
    const client = new HosClient({ url: "http://127.0.0.1:9" });
    client.close();
    expect(client.status).toBe("closed");
  });
});

import { describe, expect, it } from "vitest";
import { openSocket } from "../../support/open-socket.ts";
import { startTestServer } from "../../support/test-server.ts";
import { until } from "../../support/until.ts";

describe("SocketGateway", () => {
  it("greets with HELLO, then SNAPSHOT, then each event under its name", async () => {
    await using home = await startTestServer();
    await home.announce("light-1");
    using client = openSocket(home.url);
    await client.next("SNAPSHOT");
    home.driver.send("STATE_UPDATE", "light-1", { power: true, extras: { rssi: -50 } });
    await client.next("STATE_UPDATE");
    const { epoch } = home.hub.devices;
    expect(client.received).toEqual([
      { name: "HELLO", data: { epoch, revision: 1, mode: "snapshot" } },
      { name: "SNAPSHOT", data: { epoch, revision: 1, devices: [expect.objectContaining({ id: "light-1" })] } },
      {
        name: "STATE_UPDATE",
        data: {
          event: "STATE_UPDATE",
          device_id: "light-1",
          data: { power: true },
          extras: { rssi: -50 },
          revision: 2,
          at: expect.any(String),
        },
      },
    ]);
  });

  it("takes a filter with members that nobody knows", async () => {
    await using home = await startTestServer();
    await home.announce("light-1");
    const filter = { devices: ["light-1"], filter: { devices: ["light-1"] }, more: 7 } as { devices: string[] };
    using client = openSocket(home.url, { filter });
    await client.next("SNAPSHOT");
    expect(client.snapshot).toMatchObject({ devices: [{ id: "light-1" }] });
  });

  it("sends all events of a turn as one BATCH with coalesce", async () => {
    await using home = await startTestServer();
    await home.announce("light-1");
    using client = openSocket(home.url, { coalesce: true });
    await client.next("SNAPSHOT");
    home.hub.devices.applyState("light-1", { power: true });
    home.hub.devices.applyState("light-1", { brightness: 5 });
    const batch = await client.next("BATCH");
    expect(batch.data).toMatchObject([
      { event: "STATE_UPDATE", data: { power: true }, revision: 2 },
      { event: "STATE_UPDATE", data: { brightness: 5 }, revision: 3 },
    ]);
    expect(client.received.map(({ name }) => name)).toEqual(["HELLO", "SNAPSHOT", "BATCH"]);
  });

  it.each([{ coalesce: true }, { coalesce: false }])("resumes after a gap with what was missed: %j", async (mode) => {
    await using home = await startTestServer();
    await home.announce("light-1");
    const since = `${home.hub.devices.epoch}:1`;
    home.hub.devices.applyState("light-1", { power: true });
    home.hub.devices.remove("light-1");
    using client = openSocket(home.url, { since, ...mode });
    await until("the missed changes", () => client.events.length === 2);
    expect(client.hello).toMatchObject({ mode: "resume", revision: 3 });
    expect(client.events).toMatchObject([
      { event: "STATE_UPDATE", revision: 2 },
      { event: "DEVICE_REMOVED", revision: 3 },
    ]);
    expect(client.snapshot).toBeUndefined();
  });

  it("sends a snapshot to a client of another epoch", async () => {
    await using home = await startTestServer();
    using client = openSocket(home.url, { since: "other:1" });
    expect((await client.next("SNAPSHOT")).data).toMatchObject({ devices: [] });
    expect(client.hello?.mode).toBe("snapshot");
  });

  it("neither loses nor doubles a change between snapshot and live while the home moves", async () => {
    await using home = await startTestServer();
    const ids = ["a", "b", "c"];
    for (const id of ids) await home.announce(id);
    let level = 0;
    const motion = setInterval(() => {
      level += 1;
      for (const id of ids) home.driver.send("STATE_UPDATE", id, { level });
    }, 1);
    const clients = Array.from({ length: 30 }, (_, index) => openSocket(home.url, { coalesce: index % 2 === 0 }));
    try {
      for (const client of clients) await client.next("SNAPSHOT");
      await until("enough motion", () => clients.every(({ events }) => events.length > 30));
    } finally {
      clearInterval(motion);
    }
    home.driver.send("STATE_UPDATE", "a", { level: -1 });
    await until("the last change", () => home.hub.devices.get("a")?.state["level"] === -1);
    const { revision } = home.hub.devices;
    const isCurrent = ({ events }: (typeof clients)[number]) =>
      revision === (events.at(-1) as { revision: number }).revision;
    await until("all clients to be current", () => clients.every(isCurrent));
    for (const { snapshot, events, [Symbol.dispose]: dispose } of clients) {
      const first = snapshot?.revision ?? 0;
      const seen = events.map((event) => ("revision" in event ? event.revision : 0));
      expect(seen).toEqual(Array.from({ length: revision - first }, (_, index) => first + 1 + index));
      dispose();
    }
  });

  it("shows what the filter shows", async () => {
    await using home = await startTestServer();
    await home.announce("light-1", { tags: ["x"] });
    await home.announce("light-2");
    using client = openSocket(home.url, { filter: { tags: ["x"] } });
    expect((await client.next("SNAPSHOT")).data).toMatchObject({ devices: [{ id: "light-1" }] });
    home.driver.send("STATE_UPDATE", "light-2", { power: true });
    home.driver.send("DEVICE_UPDATED", "light-2", { tags: ["x"] });
    home.driver.send("DEVICE_UPDATED", "light-1", { tags: [] });
    await client.next("DEVICE_REMOVED");
    expect(client.events).toMatchObject([
      { event: "DEVICE_DISCOVERED", device_id: "light-2", device: { state: { power: true } } },
      { event: "DEVICE_REMOVED", device_id: "light-1" },
    ]);
  });

  it("serves a client over polling", async () => {
    await using home = await startTestServer();
    await home.announce("light-1");
    using client = openSocket(home.url, {}, { transports: ["polling"] });
    await client.next("SNAPSHOT");
    home.driver.send("STATE_UPDATE", "light-1", { power: true });
    expect((await client.next("STATE_UPDATE")).data).toMatchObject({ data: { power: true } });
  });

  it.each([
    [{ since: 5 }, "since"],
    [{ coalesce: "yes" }, "coalesce"],
    [{ filter: { events: ["NOTHING"] } }, "filter.events.0"],
    [{ filter: { devices: "light-1" } }, "filter.devices"],
    [{ filter: [] }, "filter"],
  ])("refuses the handshake %j with a coded error", async (auth, path) => {
    await using home = await startTestServer();
    using client = openSocket(home.url, auth);
    expect(await client.once("connect_error")).toMatchObject({
      data: { ok: false, code: "INVALID_REQUEST", details: [expect.stringContaining(path)] },
    });
    expect(client.received).toEqual([]);
  });

  it("tells every stage of a command to everybody", async () => {
    await using home = await startTestServer();
    await home.announce("light-1");
    home.driver.onAction = (action) => {
      home.driver.send("STATE_UPDATE", "light-1", { power: true });
      home.driver.answer(action);
    };
    using client = openSocket(home.url);
    await client.next("SNAPSHOT");
    await client.socket.emitWithAck("command", { deviceId: "light-1", command: "turn_on" });
    await client.next("ACTION_CONFIRMED");
    expect(client.events.map(({ event }) => event).toSorted()).toEqual([
      "ACTION_CONFIRMED",
      "ACTION_DISPATCHED",
      "ACTION_REQUESTED",
      "ACTION_SUCCEEDED",
      "STATE_UPDATE",
    ]);
  });
});

describe("command over Socket.IO", () => {
  it("is acknowledged with the body that REST would answer", async () => {
    await using home = await startTestServer();
    await home.announce("light-1");
    using client = openSocket(home.url);
    const answer: unknown = await client.socket.emitWithAck("command", {
      deviceId: "light-1",
      command: "set_brightness",
      payload: { value: 60 },
    });
    expect(answer).toEqual({ commandId: expect.any(String), status: "succeeded", latencyMs: expect.any(Number) });
    expect(home.driver.actions).toMatchObject([{ command: "set_brightness", payload: { brightness: 60 } }]);
    const { commandId } = answer as { commandId: string };
    expect(home.hub.commands.journal.get(commandId)?.origin).toEqual({
      via: "socket.io",
      address: "127.0.0.1",
      by: { name: "root", tokenId: "root" },
    });
  });

  it("carries out one command for one idempotencyKey", async () => {
    await using home = await startTestServer();
    await home.announce("light-1");
    using client = openSocket(home.url);
    const request = { deviceId: "light-1", command: "toggle", idempotencyKey: "key-1" };
    const answers = (await Promise.all([
      client.socket.emitWithAck("command", request),
      client.socket.emitWithAck("command", request),
    ])) as { commandId: string }[];
    expect(answers[0]?.commandId).toBe(answers[1]?.commandId);
    expect(home.driver.actions).toHaveLength(1);
  });

  it.each([
    [{ deviceId: "none", command: "turn_on" }, "NO_DEVICE"],
    [{ deviceId: "light-1", command: "fly" }, "INVALID_COMMAND"],
    [{ deviceId: "light-1" }, "INVALID_REQUEST"],
    [{ command: "turn_on" }, "INVALID_REQUEST"],
    [{ deviceId: 5, command: "turn_on" }, "INVALID_REQUEST"],
    [{ deviceId: "light-1", command: "turn_on", idempotencyKey: 5 }, "INVALID_REQUEST"],
    [null, "INVALID_REQUEST"],
    ["text", "INVALID_REQUEST"],
    [[], "INVALID_REQUEST"],
    [Buffer.from("binary"), "INVALID_REQUEST"],
  ])("is acknowledged with the error body: %j", async (request, code) => {
    await using home = await startTestServer();
    await home.announce("light-1");
    using client = openSocket(home.url);
    expect(await client.socket.emitWithAck("command", request)).toMatchObject({
      ok: false,
      code,
      error: expect.any(String),
    });
    expect(home.driver.actions).toEqual([]);
  });

  it("is refused without a body, and carried out without an acknowledgement", async () => {
    await using home = await startTestServer();
    await home.announce("light-1");
    using client = openSocket(home.url);
    expect(await client.socket.emitWithAck("command")).toMatchObject({ ok: false, code: "INVALID_REQUEST" });
    client.socket.emit("command");
    client.socket.emit("command", { deviceId: "light-1", command: "turn_on" });
    await until("the action", () => home.driver.actions.length === 1);
  });
});

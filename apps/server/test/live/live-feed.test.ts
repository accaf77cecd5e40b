import { setImmediate as nextTurn } from "node:timers/promises";
import type { LiveFilter } from "@hos/protocol/live";
import { describe, expect, it } from "vitest";
import { createLiveReach } from "../../src/live/live-reach.ts";
import { createFeed } from "../support/create-feed.ts";
import { AT, OWNER } from "../support/home.ts";
import { createPrincipal, EVERYTHING } from "../support/principals.ts";
import { RecordingCodec } from "../support/recording-codec.ts";

const IN_HALL = createLiveReach(createPrincipal(["devices:read"], { spaces: ["hall"] }));

describe("LiveFeed", () => {
  it("greets with the cursor of the hub and a snapshot", () => {
    const { announce, join } = createFeed();
    announce("a");
    const { client } = join();
    expect(client.hello).toEqual({ epoch: "epoch", revision: 1, mode: "snapshot" });
    expect([...client.store.keys()]).toEqual(["a"]);
  });

  it("sends all events of a turn together, in order, when the turn is over", async () => {
    const { announce, devices, join } = createFeed();
    announce("a");
    const { client } = join();
    devices.applyState("a", { power: true });
    devices.applyState("a", { power: false });
    expect(client.batches).toEqual([]);
    await nextTurn();
    expect(client.batches).toHaveLength(1);
    expect(client.events).toMatchObject([{ data: { power: true } }, { data: { power: false } }]);
  });

  it("encodes once for all clients of the same delivery and filter, however the filter is written", () => {
    const { announce, codec, feed, join } = createFeed();
    const clients = [
      join({ filter: { types: ["light", "lock"], tags: ["x"] } }),
      join({ filter: { tags: ["x"], types: ["lock", "light"] } }),
      join({ filter: { types: ["lock", "light", "light"], tags: ["x"] } }),
    ];
    announce("a", { tags: ["x"] });
    feed.flush();
    expect(codec.encodings).toBe(1);
    expect(clients.map(({ client }) => client.eventNames)).toEqual([
      ["DEVICE_DISCOVERED"],
      ["DEVICE_DISCOVERED"],
      ["DEVICE_DISCOVERED"],
    ]);
  });

  it("serves clients of other filters and deliveries apart", () => {
    const { announce, codec, feed, join } = createFeed();
    const other = new RecordingCodec("other");
    join();
    join({ filter: { types: ["light"] } });
    join({}, other);
    announce("a");
    feed.flush();
    expect([codec.encodings, other.encodings]).toEqual([2, 1]);
  });

  it("counts its clients by delivery", () => {
    const { feed, join } = createFeed();
    const { leave } = join();
    join({ filter: { types: ["light"] } });
    join({}, new RecordingCodec("other"));
    feed.countCut();
    const { clients, ...counts } = feed.stats;
    expect([...clients.values()]).toEqual([2, 1]);
    expect(counts).toEqual({ conflated: 0, dropped: 0, cut: 1, lagging: 0, stalled: 0, backlogBytes: 0 });
    leave();
    expect([...feed.stats.clients.values()]).toEqual([1, 1]);
  });

  it("tells a client that joins within a turn neither twice nor too little, and those before it just the same", () => {
    const { announce, devices, feed, join } = createFeed();
    announce("a");
    const early = join().client;
    devices.applyState("a", { power: true });
    const late = join().client;
    devices.applyState("a", { brightness: 5 });
    feed.flush();
    expect(early.events).toMatchObject([{ revision: 2 }, { revision: 3 }]);
    expect(late.events).toMatchObject([{ revision: 3 }]);
    expect(late.store.get("a")?.state).toEqual({ power: true, brightness: 5 });
  });

  it("does not tell a newcomer of events without number that happened before it", () => {
    const { events, feed, join } = createFeed();
    join();
    events.emit("live", { event: "DRIVER_CONNECTED", ...OWNER, name: null, at: AT });
    const late = join().client;
    feed.flush();
    expect(late.events).toEqual([]);
  });

  it("resumes with the changes after the cursor", () => {
    const { announce, devices, join } = createFeed();
    announce("a");
    devices.applyState("a", { power: true });
    announce("b");
    const { client } = join({ since: "epoch:2" });
    expect(client.hello).toEqual({ epoch: "epoch", revision: 3, mode: "resume" });
    expect(client.events).toMatchObject([{ event: "DEVICE_DISCOVERED", device_id: "b", revision: 3 }]);
  });

  it("resumes with nothing where nothing was missed", () => {
    const { announce, join } = createFeed();
    announce("a");
    const { client } = join({ since: "epoch:1" });
    expect(client.hello?.mode).toBe("resume");
    expect(client.events).toEqual([]);
  });

  it.each(["other:1", "epoch:9", "", "nonsense", "epoch:1"])("sends a snapshot for the cursor %j", (since) => {
    const { announce, devices, join } = createFeed({ historySize: 1 });
    announce("a");
    devices.applyState("a", { power: true });
    devices.applyState("a", { power: false });
    expect(join({ since }).client.hello?.mode).toBe("snapshot");
  });

  it("sends nothing to a client that left", () => {
    const { announce, codec, feed, join } = createFeed();
    const { leave } = join();
    leave();
    leave();
    announce("a");
    feed.flush();
    expect(codec.encodings).toBe(0);
  });

  it("goes on with the other groups when one delivery throws", () => {
    const { announce, feed, join } = createFeed();
    const broken = new RecordingCodec("broken");
    broken.fault = new Error("broken");
    join({}, broken);
    const { client } = join();
    announce("a");
    feed.flush();
    expect(client.eventNames).toEqual(["DEVICE_DISCOVERED"]);
  });

  it("shows a confined client its devices only, and says that this is a part of the home", () => {
    const { announce, devices, feed, join } = createFeed();
    announce("in");
    announce("out");
    devices.setSettings("in", { spaceId: "hall" });
    const { client } = join({ reach: IN_HALL });
    expect(client.hello).toMatchObject({ mode: "snapshot", revision: 3, narrowed: true });
    expect([...client.store.keys()]).toEqual(["in"]);
    devices.applyState("out", { power: true });
    devices.applyState("in", { power: true });
    feed.flush();
    expect(client.events).toMatchObject([{ event: "STATE_UPDATE", device_id: "in" }]);
  });

  it("tells a confined client of a device that moves in or out, as of one that comes or goes", () => {
    const { announce, devices, feed, join } = createFeed();
    announce("lamp");
    const { client } = join({ reach: IN_HALL });
    devices.setSettings("lamp", { spaceId: "hall" });
    devices.setSettings("lamp", { spaceId: "attic" });
    feed.flush();
    expect(client.events).toMatchObject([
      { event: "DEVICE_DISCOVERED", device_id: "lamp" },
      { event: "DEVICE_REMOVED", device_id: "lamp" },
    ]);
  });

  it("combines the filter of a client with its reach", () => {
    const { announce, devices, feed, join } = createFeed();
    for (const id of ["a", "b", "c"]) announce(id, { tags: id === "a" ? [] : ["x"] });
    for (const id of ["a", "b"]) devices.setSettings(id, { spaceId: "hall" });
    const { client } = join({ reach: IN_HALL, filter: { tags: ["x"] } });
    for (const id of ["a", "b", "c"]) devices.applyState(id, { power: true });
    feed.flush();
    expect([...client.store.keys()]).toEqual(["b"]);
    expect(client.events).toMatchObject([{ device_id: "b" }]);
  });

  it("encodes once for all clients that reach equally far, whoever they are", () => {
    const { announce, codec, feed, join } = createFeed();
    join({ reach: createLiveReach(createPrincipal(["devices:read"], { spaces: ["a", "b"] }, { devices: ["x"] })) });
    join({ reach: createLiveReach(createPrincipal(["devices:read"], { devices: ["x"] }, { spaces: ["b", "a"] })) });
    announce("x");
    feed.flush();
    expect(codec.encodings).toBe(0);
    join({ reach: createLiveReach(createPrincipal(["devices:read"])) });
    join({ reach: createLiveReach(createPrincipal(["devices:read", "config:write"])) });
    announce("y");
    feed.flush();
    expect(codec.encodings).toBe(1);
  });

  it("tells of drivers only those who manage all of them", () => {
    const { events, feed, join } = createFeed();
    const listen = (...args: Parameters<typeof createPrincipal>) =>
      join({ reach: createLiveReach(createPrincipal(...args)) }).client;
    const admin = listen(["os_api_admin"]);
    const manager = listen(["devices:read", "drivers:manage"]);
    const member = listen(["devices:read", "devices:command", "config:write"]);
    const confined = listen(["os_api_admin"], { spaces: ["hall"] });
    events.emit("live", { event: "DRIVER_CONNECTED", ...OWNER, name: null, at: AT });
    feed.flush();
    expect([admin, manager, member, confined].map(({ eventNames: names }) => names.length)).toEqual([1, 1, 0, 0]);
  });

  it("sends a snapshot to a client whose reach is another one than that of its cursor", () => {
    const { announce, devices, join } = createFeed();
    announce("lamp");
    devices.setSettings("lamp", { spaceId: "hall" });
    const { hello } = join({ reach: IN_HALL }).client;
    const since = `${hello?.epoch}:${hello?.revision}`;
    expect(join({ reach: IN_HALL, since }).client.hello?.mode).toBe("resume");
    const inAttic = createLiveReach(createPrincipal(["devices:read"], { spaces: ["attic"] }));
    for (const reach of [inAttic, EVERYTHING]) {
      const { client } = join({ reach, since });
      expect(client.hello?.mode).toBe("snapshot");
      expect(client.hello?.epoch).not.toBe(hello?.epoch);
    }
    expect(join({ reach: IN_HALL, since: "epoch:2" }).client.hello?.mode).toBe("snapshot");
  });

  it("sends a confined client a snapshot rather than name a device that it may never have seen", () => {
    const { announce, devices, join } = createFeed();
    announce("out");
    const { hello } = join({ reach: IN_HALL }).client;
    devices.remove("out");
    const { client } = join({ reach: IN_HALL, since: `${hello?.epoch}:${hello?.revision}` });
    expect(client.hello?.mode).toBe("snapshot");
    expect(client.events).toEqual([]);
  });

  it.each([
    [undefined, undefined],
    [{}, undefined],
    [{ events: ["STATE_UPDATE"] }, true],
    [{ types: ["light"] }, true],
  ] satisfies [LiveFilter | undefined, true | undefined][])(
    "says of the filter %j whether it narrows",
    (filter, narrowed) => {
      const { join } = createFeed();
      expect(join({ ...(filter && { filter }) }).client.hello?.narrowed).toBe(narrowed);
    },
  );

  it("hears nothing any more after close, and sends what it had collected", async () => {
    const { announce, feed, join } = createFeed();
    const { client } = join();
    announce("a");
    feed.close();
    announce("b");
    await nextTurn();
    expect(client.eventNames).toEqual(["DEVICE_DISCOVERED"]);
    feed.close();
  });
});

import { setImmediate as nextTurn } from "node:timers/promises";
import type { LiveFilter } from "@hos/protocol/live";
import { silentLogger } from "@hos/runtime";
import { array, assert, constant, constantFrom, integer, nat, oneof, property, record, subarray } from "fast-check";
import { describe, expect, it } from "vitest";
import { createDeviceMatcher } from "../../src/live/create-device-matcher.ts";
import { LiveFeed, type LiveSource } from "../../src/live/live-feed.ts";
import { AT, createHome, OWNER } from "../support/home.ts";
import { RecordingChannel, RecordingClient } from "../support/recording-client.ts";

function createFeed(options: { historySize?: number } = {}) {
  const home = createHome(options);
  const feed = new LiveFeed(home as unknown as LiveSource, silentLogger);
  const channel = new RecordingChannel();
  const join = (request: { filter?: LiveFilter; since?: string } = {}, on = channel) => {
    const client = new RecordingClient(on);
    return { client, leave: feed.join(client, request) };
  };
  return { ...home, feed, channel, join };
}

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
    const { announce, channel, feed, join } = createFeed();
    const clients = [
      join({ filter: { types: ["light", "lock"], tags: ["x"] } }),
      join({ filter: { tags: ["x"], types: ["lock", "light"] } }),
      join({ filter: { types: ["lock", "light", "light"], tags: ["x"] } }),
    ];
    announce("a", { tags: ["x"] });
    feed.flush();
    expect(channel.broadcasts).toBe(1);
    expect(clients.map(({ client }) => client.names)).toEqual([
      ["DEVICE_DISCOVERED"],
      ["DEVICE_DISCOVERED"],
      ["DEVICE_DISCOVERED"],
    ]);
  });

  it("serves clients of other filters and deliveries apart", () => {
    const { announce, channel, feed, join } = createFeed();
    const other = new RecordingChannel("other");
    join();
    join({ filter: { types: ["light"] } });
    join({}, other);
    announce("a");
    feed.flush();
    expect([channel.broadcasts, other.broadcasts]).toEqual([2, 1]);
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
    const { announce, channel, feed, join } = createFeed();
    const { leave } = join();
    leave();
    leave();
    announce("a");
    feed.flush();
    expect(channel.broadcasts).toBe(0);
  });

  it("goes on with the other groups when one delivery throws", () => {
    const { announce, feed, join } = createFeed();
    const broken = new RecordingChannel("broken");
    broken.broadcast = () => {
      throw new Error("broken");
    };
    join({}, broken);
    const { client } = join();
    announce("a");
    feed.flush();
    expect(client.names).toEqual(["DEVICE_DISCOVERED"]);
  });

  it("hears nothing any more after close, and sends what it had collected", async () => {
    const { announce, feed, join } = createFeed();
    const { client } = join();
    announce("a");
    feed.close();
    announce("b");
    await nextTurn();
    expect(client.names).toEqual(["DEVICE_DISCOVERED"]);
    feed.close();
  });

  it("keeps every client's store equal to what REST would list, whatever happens when", () => {
    const filters: readonly (LiveFilter | undefined)[] = [
      undefined,
      { tags: ["x"] },
      { types: ["light"], tags: ["x", "y"] },
      { devices: ["a", "b"] },
      { spaces: ["hall"] },
      { drivers: ["DEMO"] },
      { drivers: ["OTHER"] },
    ];
    const id = constantFrom("a", "b", "c");
    const tags = subarray(["x", "y"]);
    const step = oneof(
      record({ do: constant("announce" as const), id, tags, type: constantFrom("light", "lock") }),
      record({ do: constant("state" as const), id, value: integer({ min: 0, max: 3 }) }),
      record({ do: constant("remove" as const), id }),
      record({ do: constant("space" as const), id, space: constantFrom("hall", null) }),
      record({ do: constant("offline" as const), id, status: constantFrom("online", "offline") }),
      record({ do: constant("flush" as const) }),
      record({ do: constant("rejoin" as const), client: nat({ max: filters.length - 1 }) }),
      record({ do: constant("drop" as const), client: nat({ max: filters.length - 1 }) }),
    );
    assert(
      property(array(step, { maxLength: 60 }), integer({ min: 1, max: 20 }), (steps, historySize) => {
        const { devices, announce, feed, channel, join } = createFeed({ historySize });
        const clients = filters.map((filter) => {
          const { client, leave } = join({ ...(filter && { filter }) });
          return { filter, client, leave, joined: true };
        });
        const drop = (index: number) => {
          clients[index]?.client.detach();
          clients[index]?.leave();
          if (clients[index]) clients[index].joined = false;
        };
        const rejoin = (index: number) => {
          const known = clients[index];
          if (known === undefined) return;
          drop(index);
          const next = new RecordingClient(channel);
          Object.assign(next, { store: known.client.store, revision: known.client.revision });
          const since = `epoch:${known.client.revision}`;
          const leave = feed.join(next, { filter: known.filter, since });
          clients[index] = { filter: known.filter, client: next, leave, joined: true };
        };
        for (const action of steps) {
          if (action.do === "flush") feed.flush();
          else if (action.do === "rejoin") rejoin(action.client);
          else if (action.do === "drop") drop(action.client);
          else if (action.do === "announce") announce(action.id, { tags: action.tags, deviceType: action.type });
          else if (devices.get(action.id) === undefined) continue;
          else if (action.do === "remove") devices.remove(action.id);
          else if (action.do === "state") devices.applyState(action.id, { level: action.value });
          else if (action.do === "space") devices.setSettings(action.id, { spaceId: action.space });
          else devices.reportAvailability(action.id, { status: action.status });
        }
        clients.forEach((client, index) => client.joined || rejoin(index));
        feed.flush();
        for (const { filter, client } of clients) {
          const matches = createDeviceMatcher(filter ?? {}) ?? (() => true);
          const expected = [...devices.list()].filter(matches).map(essence);
          expect([...client.store.values()].map(essence)).toEqual(expect.arrayContaining(expected));
          expect(client.store.size).toBe(expected.length);
        }
        void devices.close();
      }),
      { numRuns: 300 },
    );
  });
});

function essence({ id, tags, deviceType, spaceId, state, availability }: Record<string, unknown>) {
  return { id, tags, deviceType, spaceId, state, status: (availability as { status: string }).status };
}

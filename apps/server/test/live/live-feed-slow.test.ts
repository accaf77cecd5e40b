import { type LogFields, type Logger, silentLogger } from "@hos/runtime";
import { describe, expect, it } from "vitest";
import { createFeed } from "../support/create-feed.ts";
import { AT, OWNER } from "../support/home.ts";

/** Room for about three updates. */
const SMALL = 400;

function createSlowFeed(options: Parameters<typeof createFeed>[0] = {}) {
  const lines: (readonly [level: string, message: string, fields: LogFields | undefined])[] = [];
  const note = (level: string) => (message: string, fields?: LogFields) => void lines.push([level, message, fields]);
  const logger: Logger = { ...silentLogger, info: note("info"), warn: note("warn") };
  const feed = createFeed({ logger, backlogBytes: SMALL, ...options });
  const update = (count: number, deviceId = "a") => {
    for (let index = 1; index <= count; index += 1) {
      feed.devices.applyState(deviceId, { level: feed.devices.revision });
      feed.feed.flush();
    }
  };
  return { ...feed, lines, update };
}

describe("LiveFeed with a client that does not keep up", () => {
  it("sends it every turn that it missed when it reads on in time", () => {
    const { announce, feed, join, lines, update } = createSlowFeed();
    announce("a");
    const { client } = join();
    client.link.reading = false;
    update(4);
    expect(feed.stats).toMatchObject({ lagging: 1, stalled: 0 });
    client.link.resume();
    expect(client.batches).toHaveLength(4);
    expect(client.conflations).toEqual([]);
    expect(feed.stats).toMatchObject({ lagging: 0, backlogBytes: 0, conflated: 0 });
    expect(lines).toEqual([]);
  });

  it("folds what it misses beyond the bound, and says so before it brings it up to date", () => {
    const { announce, devices, feed, join, update } = createSlowFeed();
    announce("a");
    announce("b");
    const { client } = join();
    client.link.reading = false;
    update(20);
    update(5, "b");
    expect(feed.stats).toMatchObject({ lagging: 0, stalled: 1, backlogBytes: 0 });
    client.link.resume();
    expect(client.conflations).toEqual([{ devices: 2, events: 2 }]);
    expect(client.events).toHaveLength(1 + 2);
    expect(client.store.get("a")?.state).toEqual(devices.get("a")?.state);
    update(1);
    expect(client.events.at(-1)).toMatchObject({ revision: devices.revision });
    expect(feed.stats).toMatchObject({ stalled: 0, conflated: 1 });
  });

  it("holds no more for it than the turn that was under way, however long it does not read", () => {
    const { announce, codec, feed, join, update } = createSlowFeed();
    announce("a");
    const slow = Array.from({ length: 100 }, () => join().client);
    for (const { link } of slow) link.reading = false;
    update(500);
    expect(slow.map(({ link }) => link.unread)).toEqual(slow.map(() => 1));
    expect(feed.stats).toMatchObject({ stalled: 100, backlogBytes: 0 });
    const encodings = codec.encodings;
    update(10);
    expect(codec.encodings).toBe(encodings);
  });

  it("goes on with the others as if nothing was", () => {
    const { announce, join, update } = createSlowFeed();
    announce("a");
    const slow = join().client;
    const quick = join().client;
    slow.link.reading = false;
    update(50);
    expect(quick.batches).toHaveLength(50);
    slow.link.resume();
    expect(quick.batches).toHaveLength(50);
  });

  it("sends a snapshot where the changes since are not known any more", () => {
    const { announce, devices, join, update } = createSlowFeed({ historySize: 2 });
    announce("a");
    const { client } = join();
    client.link.reading = false;
    update(20);
    client.link.resume();
    expect(client.conflations).toEqual([{ devices: 1 }]);
    expect(client.revision).toBe(devices.revision);
    expect(client.store.get("a")?.state).toEqual(devices.get("a")?.state);
  });

  it("sends the last events without a number as well, and says how many are lost", () => {
    const { announce, events, feed, join, update } = createSlowFeed();
    announce("a");
    const { client } = join();
    client.link.reading = false;
    const tell = (name: string) => {
      events.emit("live", { event: "DRIVER_CONNECTED", ...OWNER, name, at: AT });
      feed.flush();
    };
    tell("read");
    update(10);
    for (let index = 0; index < 300; index += 1) tell(`driver ${index}`);
    client.link.resume();
    expect(client.conflations).toEqual([{ devices: 1, events: 1, dropped: 300 - 256 }]);
    expect(client.eventNames.slice(0, 2)).toEqual(["DRIVER_CONNECTED", "STATE_UPDATE"]);
    expect(client.events.slice(2)).toHaveLength(256);
    expect(client.events.at(-1)).toMatchObject({ name: "driver 299" });
    expect(feed.stats.dropped).toBe(44);
  });

  it("tells nothing to one that missed nothing of what it is shown", () => {
    const { announce, devices, feed, join, update } = createSlowFeed();
    announce("a");
    announce("b");
    const { client } = join({ filter: { devices: ["a"] } });
    client.link.reading = false;
    update(5);
    const behind = client.events.length;
    client.link.resume();
    expect(client.events.length).toBeGreaterThan(behind);
    client.link.reading = false;
    devices.applyState("a", { level: -1 });
    feed.flush();
    update(20, "b");
    client.link.resume();
    expect(client.conflations.length).toBeLessThanOrEqual(1);
    expect(client.store.get("a")?.state).toEqual({ level: -1 });
  });

  it("names it in the log when it stalls and when it is back", () => {
    const { announce, join, lines, update } = createSlowFeed();
    announce("a");
    const { client } = join();
    client.link.reading = false;
    update(20);
    client.link.resume();
    expect(lines).toEqual([
      ["warn", expect.stringContaining("does not keep up"), { client: "Ada" }],
      ["info", expect.stringContaining("up to date"), { client: "Ada", devices: 1, events: 1 }],
    ]);
  });

  it("cuts it when it read nothing for a minute, and names it", () => {
    const { announce, clock, feed, join, lines, update } = createSlowFeed();
    announce("a");
    const { client, leave } = join();
    client.link.reading = false;
    update(20);
    clock.advance(59_999);
    expect(client.link.isCut).toBe(false);
    clock.advance(15_000);
    expect(client.link.isCut).toBe(true);
    expect(lines.at(-1)).toEqual(["warn", expect.stringContaining("is cut"), { client: "Ada", stallMs: 60_000 }]);
    leave();
    expect(feed.stats).toMatchObject({ cut: 1, stalled: 0 });
  });

  it("forgets one that leaves while it lags or is stalled", () => {
    const { announce, feed, join, update } = createSlowFeed();
    announce("a");
    const lagging = join();
    const stalled = join({ filter: { types: ["light"] } });
    join();
    stalled.client.link.reading = false;
    update(20);
    lagging.client.link.reading = false;
    update(2);
    expect(feed.stats).toMatchObject({ lagging: 1, stalled: 1 });
    lagging.leave();
    stalled.leave();
    expect(feed.stats).toMatchObject({ lagging: 0, stalled: 0, backlogBytes: 0 });
    lagging.client.link.resume();
    stalled.client.link.resume();
    expect(stalled.client.conflations).toEqual([]);
  });
});

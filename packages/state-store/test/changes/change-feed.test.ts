import type { DeviceChange } from "@hos/protocol/live";
import { describe, expect, it } from "vitest";
import { ChangeFeed } from "../../src/changes/change-feed.ts";
import { createRecordingLogger } from "../support/recording-logger.ts";

function createFeed() {
  const logger = createRecordingLogger();
  return { logger, feed: new ChangeFeed({ epoch: "E", historySize: 4, logger }) };
}

function publish(feed: ChangeFeed): DeviceChange {
  const change = feed.add({
    event: "DEVICE_REMOVED",
    device_id: "light-1",
    revision: feed.revision + 1,
    at: "2026-01-01T00:00:00.000Z",
  });
  feed.tell();
  return change;
}

describe("ChangeFeed", () => {
  it("tells a change to every listener before tell() returns", () => {
    const { feed } = createFeed();
    const told: DeviceChange[][] = [[], []];
    for (const list of told) feed.onChange((change) => list.push(change));
    const change = publish(feed);
    expect(told).toEqual([[change], [change]]);
  });

  it("tells nothing before tell()", () => {
    const { feed } = createFeed();
    const told: DeviceChange[] = [];
    feed.onChange((change) => told.push(change));
    feed.add({ event: "DEVICE_REMOVED", device_id: "a", revision: 1, at: "" });
    expect(told).toEqual([]);
    feed.tell();
    expect(told).toHaveLength(1);
  });

  it("tells a listener that left nothing more", () => {
    const { feed } = createFeed();
    const told: DeviceChange[] = [];
    const leave = feed.onChange((change) => told.push(change));
    leave();
    publish(feed);
    expect(told).toEqual([]);
  });

  it("logs what a listener throws and tells the others all the same", () => {
    const { feed, logger } = createFeed();
    const told: number[] = [];
    feed.onChange(() => {
      throw new Error("broken");
    });
    feed.onChange(({ revision }) => told.push(revision));
    publish(feed);
    publish(feed);
    expect(told).toEqual([1, 2]);
    expect(logger.lines).toEqual(["error: A change listener threw.", "error: A change listener threw."]);
  });

  it("keeps the order of revisions for every listener when one of them makes changes", () => {
    const { feed } = createFeed();
    const told: number[] = [];
    feed.onChange(({ revision }) => {
      if (revision < 6) publish(feed);
    });
    feed.onChange(({ revision }) => told.push(revision));
    publish(feed);
    expect(told).toEqual([1, 2, 3, 4, 5, 6]);
    publish(feed);
    expect(told).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it("does not know a cursor of another epoch", () => {
    const { feed } = createFeed();
    publish(feed);
    expect(feed.since({ epoch: "other", revision: 0 })).toBeUndefined();
    expect(feed.since({ epoch: "E", revision: 0 })).toHaveLength(1);
  });

  it("tells nobody anything after close()", () => {
    const { feed } = createFeed();
    const told: DeviceChange[] = [];
    feed.onChange((change) => told.push(change));
    feed.close();
    publish(feed);
    expect(told).toEqual([]);
  });
});

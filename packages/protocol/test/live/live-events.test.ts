import { liveEvents, streamFrames } from "@hos/protocol/fixtures";
import { Batch, Conflated, Hello, LIVE_EVENT_NAMES, LiveEvent, Snapshot } from "@hos/protocol/live";
import { Compile } from "typebox/compile";
import { describe, expect, test } from "vitest";

const liveEvent = Compile(LiveEvent);
const streamFrame = {
  HELLO: Compile(Hello),
  SNAPSHOT: Compile(Snapshot),
  CONFLATED: Compile(Conflated),
  BATCH: Compile(Batch),
};

describe("LiveEvent", () => {
  test.each(liveEvents)("$name: valid is $valid", ({ frame, valid }) => {
    expect(liveEvent.Check(frame)).toBe(valid);
  });

  test("has a golden frame of every name", () => {
    const shown = new Set(liveEvents.filter(({ valid }) => valid).map(({ frame }) => String(Object(frame).event)));
    expect([...shown].toSorted()).toEqual(LIVE_EVENT_NAMES.toSorted());
  });
});

describe("stream control", () => {
  test.each(streamFrames)("$name: valid is $valid", ({ event, frame, valid }) => {
    expect(streamFrame[event].Check(frame)).toBe(valid);
  });
});

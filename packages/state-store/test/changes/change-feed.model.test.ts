import type { DeviceChange } from "@hos/protocol/live";
import { silentLogger } from "@hos/runtime";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ChangeFeed } from "../../src/changes/change-feed.ts";

describe("ChangeFeed", () => {
  it("answers every cursor as a list of all changes would that is cut to the size of the history", () => {
    const cases = fc.record({
      historySize: fc.integer({ min: 1, max: 8 }),
      published: fc.nat(30),
      cursor: fc.integer({ min: -2, max: 34 }),
      epoch: fc.constantFrom("E", "E", "E", "other"),
    });
    fc.assert(
      fc.property(cases, ({ historySize, published, cursor, epoch }) => {
        const feed = new ChangeFeed({ epoch: "E", historySize, logger: silentLogger });
        const all: DeviceChange[] = [];
        feed.onChange((change) => all.push(change));
        for (let revision = 1; revision <= published; revision += 1) {
          feed.add({ event: "DEVICE_REMOVED", device_id: `device-${revision}`, revision, at: "" });
          feed.tell();
        }

        expect(all.map(({ revision }) => revision)).toEqual(Array.from({ length: published }, (_, index) => index + 1));
        const known = epoch === "E" && cursor >= Math.max(0, published - historySize) && cursor <= published;
        expect(feed.since({ epoch, revision: cursor })).toEqual(known ? all.slice(cursor) : undefined);
      }),
    );
  });
});

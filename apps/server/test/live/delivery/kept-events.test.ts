import type { LiveEvent } from "@hos/protocol/live";
import { describe, expect, it } from "vitest";
import { KeptEvents } from "../../../src/live/delivery/kept-events.ts";
import { AT, OWNER } from "../../support/home.ts";

const driver = (name: string): LiveEvent => ({ event: "DRIVER_CONNECTED", ...OWNER, name, at: AT });
const removed: LiveEvent = { event: "DEVICE_REMOVED", device_id: "a", revision: 1, at: AT };

describe("KeptEvents", () => {
  it("keeps the events that have no number", () => {
    const kept = new KeptEvents();
    kept.add([driver("a"), removed, driver("b")]);
    expect(kept.since(0)).toEqual({ events: [driver("a"), driver("b")], dropped: 0 });
    expect(kept.since(1)).toEqual({ events: [driver("b")], dropped: 0 });
    expect(kept.since(kept.next)).toEqual({ events: [], dropped: 0 });
  });

  it("lets the oldest go and says how many of those that are asked for", () => {
    const kept = new KeptEvents(2);
    for (const name of ["a", "b", "c", "d"]) kept.add([driver(name)]);
    expect(kept.since(1)).toEqual({ events: [driver("c"), driver("d")], dropped: 1 });
    expect(kept.since(3)).toEqual({ events: [driver("d")], dropped: 0 });
  });

  it("goes on numbering after it was cleared", () => {
    const kept = new KeptEvents();
    kept.add([driver("a")]);
    kept.clear();
    const first = kept.next;
    kept.add([driver("b")]);
    expect(kept.since(first)).toEqual({ events: [driver("b")], dropped: 0 });
  });
});

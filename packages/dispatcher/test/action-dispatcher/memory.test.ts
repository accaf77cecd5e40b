import { describe, expect, it } from "vitest";
import { Bench } from "../support/bench.ts";

const COMMANDS = 20;
const picture = "x".repeat(1024 * 1024);

describe("memory of ActionDispatcher", () => {
  it("forgets old commands before large results fill the journal, and what they were a result of", async () => {
    const bench = new Bench();
    for (let index = 1; index <= COMMANDS; index += 1) {
      const outcome = bench.dispatch();
      bench.settle({ requestId: `c${index}`, result: { picture } });
      await outcome;
    }
    expect(bench.dispatcher.journal.length).toBeLessThan(COMMANDS);
    expect(bench.dispatcher.journal.get("c1")).toBeUndefined();
    expect(bench.dispatcher.journal.get(`c${COMMANDS}`)?.result).toEqual({ picture });
    expect(bench.settle({ requestId: "c1" })).toBe(false);
    expect(bench.settle({ requestId: `c${COMMANDS}` })).toBe(true);
  });

  it("forgets old commands before large payloads fill the journal, also of refused ones", async () => {
    const bench = new Bench();
    for (let index = 1; index <= COMMANDS; index += 1) {
      await bench.set(1, { payload: { level: 1, picture } });
    }
    expect(bench.dispatcher.journal.length).toBeLessThan(COMMANDS);
    expect(bench.dispatcher.journal.get(`c${COMMANDS}`)?.payload).toEqual({ level: 1, picture });
  });
});

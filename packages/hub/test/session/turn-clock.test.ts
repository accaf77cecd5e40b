import { setImmediate as nextTurn } from "node:timers/promises";
import { ManualClock } from "@hos/runtime/testing";
import { describe, expect, it } from "vitest";
import { createTurnClock } from "../../src/session/turn-clock.ts";
import { TurnCounter } from "../../src/session/turn-counter.ts";

describe("createTurnClock", () => {
  it("says what the turns last saw, and looks itself in a turn that saw nothing yet", async () => {
    const clock = new ManualClock();
    const turns = new TurnCounter(clock);
    const turnClock = createTurnClock(clock, turns);
    const began = turnClock.now();
    expect(began).toBe(clock.now());
    clock.advance(5);
    expect(turnClock.now()).toBe(began);
    turns.look();
    expect(turnClock.now()).toBe(began + 5);
    clock.advance(7);
    await nextTurn();
    expect(turnClock.now()).toBe(began + 12);
  });
});

import { setImmediate as nextTurn } from "node:timers/promises";
import { ManualClock } from "@hos/runtime/testing";
import { describe, expect, it } from "vitest";
import { TurnCork } from "../../src/session/turn-cork.ts";
import { TurnCounter } from "../../src/session/turn-counter.ts";

function createCork() {
  const turns = new TurnCounter(new ManualClock());
  const calls: string[] = [];
  const cork = new TurnCork({ cork: () => calls.push("cork"), uncork: () => calls.push("uncork") }, turns);
  return { turns, calls, cork };
}

describe("TurnCork", () => {
  it("holds back what is sent until the turn is over, once for all of it", async () => {
    const { calls, cork } = createCork();
    cork.gather();
    cork.gather();
    expect(calls).toEqual(["cork"]);
    await nextTurn();
    expect(calls).toEqual(["cork", "uncork"]);
    cork.gather();
    await nextTurn();
    expect(calls).toEqual(["cork", "uncork", "cork", "uncork"]);
  });

  it("lets go before the next turn begins, whatever was asked for first", async () => {
    const { turns, calls, cork } = createCork();
    turns.onNext(() => calls.push("next"));
    cork.gather();
    await nextTurn();
    expect(calls).toEqual(["cork", "uncork", "next"]);
  });
});

import { describe, expect, it } from "vitest";
import { Bench } from "../support/bench.ts";
import { failureOf } from "../support/failure-of.ts";
import { isSettled } from "../support/is-settled.ts";

describe("deadlines of ActionDispatcher", () => {
  it("answers TIMEOUT with an unknown outcome when the driver was asked", async () => {
    const bench = new Bench();
    const outcome = bench.dispatch();
    bench.clock.advance(4999);
    expect(await isSettled(outcome)).toBe(false);
    bench.clock.advance(1);
    expect(await failureOf(outcome)).toEqual({
      code: "TIMEOUT",
      error: "The driver did not answer within 5000 ms.",
      details: ["It was sent. The outcome is unknown: the device may or may not have done it."],
      commandId: "c1",
    });
    expect(bench.toldOf("c1")).toEqual(["REQUESTED", "DISPATCHED", "FAILED"]);
  });

  it("answers TIMEOUT that says it was never sent when the command still waits, and never sends it", async () => {
    const bench = new Bench();
    void bench.dispatch();
    const outcome = bench.dispatch({ timeoutMs: 500 });
    bench.clock.advance(500);
    const failure = await failureOf(outcome);
    expect(failure.code).toBe("TIMEOUT");
    expect(failure.error).toBe("The command waited 500 ms for its turn and was never sent.");
    bench.settle({ requestId: "c1" });
    expect(bench.sentIds).toEqual(["c1"]);
    expect(bench.toldOf("c2")).toEqual(["REQUESTED", "FAILED"]);
  });

  it("is counted from the request, the time in the queue included", async () => {
    const bench = new Bench();
    void bench.dispatch();
    const outcome = bench.dispatch({ timeoutMs: 1000 });
    bench.clock.advance(900);
    bench.settle({ requestId: "c1" });
    bench.clock.advance(100);
    expect((await failureOf(outcome)).error).toBe("The driver did not answer within 1000 ms.");
  });

  it("leaves an answered command with wait dispatch to the journal", async () => {
    const bench = new Bench();
    await bench.dispatch({ wait: "dispatch" });
    bench.clock.advance(5000);
    expect(bench.dispatcher.journal.get("c1")).toMatchObject({ status: "failed", failure: { code: "TIMEOUT" } });
  });

  it.each([0, 49, 120_001, 1.5, Number.NaN])("rejects a timeoutMs of %d as misuse", async (timeoutMs) => {
    const bench = new Bench();
    await expect(bench.dispatch({ timeoutMs })).rejects.toMatchObject({
      name: "DispatchError",
      code: "INVALID_REQUEST",
    });
    expect(bench.dispatcher.journal.length).toBe(0);
  });
});

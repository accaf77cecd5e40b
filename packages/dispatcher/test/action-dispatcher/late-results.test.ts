import { describe, expect, it } from "vitest";
import { Bench, DRIVER, OTHER_DRIVER } from "../support/bench.ts";
import { failureOf } from "../support/failure-of.ts";
import { isSettled } from "../support/is-settled.ts";

/** A bench where `c1` timed out a moment ago. */
function afterTimeout(options: ConstructorParameters<typeof Bench>[0] = {}): Bench {
  const bench = new Bench(options);
  void bench.dispatch();
  bench.clock.advance(5000);
  return bench;
}

describe("late results of ActionDispatcher", () => {
  it("are told and complete the journal", () => {
    const bench = afterTimeout();
    bench.clock.advance(1000);
    expect(bench.settle({ requestId: "c1", message: "Slow bulb.", result: { tries: 3 } })).toBe(true);
    expect(bench.progress.at(-1)).toMatchObject({
      event: "ACTION_LATE",
      commandId: "c1",
      success: true,
      latencyMs: 6000,
      message: "Slow bulb.",
    });
    expect(bench.dispatcher.journal.get("c1")).toMatchObject({
      status: "failed",
      failure: { code: "TIMEOUT" },
      result: { tries: 3 },
      stages: [
        { stage: "requested" },
        { stage: "dispatched" },
        { stage: "failed", note: "TIMEOUT" },
        { stage: "late", note: "The driver did it after all. Slow bulb." },
      ],
    });
  });

  it("are told once", () => {
    const bench = afterTimeout();
    bench.settle({ requestId: "c1", success: false });
    expect(bench.settle({ requestId: "c1" })).toBe(true);
    expect(bench.toldOf("c1")).toEqual(["REQUESTED", "DISPATCHED", "FAILED", "LATE"]);
  });

  it("of another driver are refused", () => {
    const bench = afterTimeout();
    expect(bench.settle({ requestId: "c1" }, "a", OTHER_DRIVER)).toBe(false);
  });

  it("do not settle the command that is under way", async () => {
    const bench = afterTimeout();
    const second = bench.dispatch();
    bench.settle({ requestId: "c1" });
    expect(await isSettled(second)).toBe(false);
    bench.settle({ requestId: "c2" });
    await expect(second).resolves.toMatchObject({ ok: true });
  });

  it("without ids settle the command under way, which waits for one", async () => {
    const bench = afterTimeout();
    const second = bench.dispatch();
    expect(bench.settle({})).toBe(true);
    await expect(second).resolves.toMatchObject({ ok: true });
    expect(bench.toldOf("c1")).not.toContain("LATE");
  });

  it("without ids belong to the command that timed out where none of that name is under way", async () => {
    const bench = afterTimeout();
    const second = bench.set(40);
    bench.settle({ command: "next" });
    expect(bench.toldOf("c1").at(-1)).toBe("LATE");
    expect(await isSettled(second)).toBe(false);
    bench.settle({ command: "set" });
    await expect(second).resolves.toMatchObject({ ok: true });
  });

  it("without ids still find their command long after, where nothing is under way", () => {
    const bench = afterTimeout();
    bench.clock.advance(60_000);
    expect(bench.settle({})).toBe(true);
    expect(bench.toldOf("c1").at(-1)).toBe("LATE");
    expect(bench.settle({})).toBe(false);
  });

  it("without ids are not expected of a session that ended", async () => {
    const bench = afterTimeout();
    bench.dispatcher.driverLost(DRIVER);
    const second = bench.dispatch();
    bench.settle({});
    await expect(second).resolves.toMatchObject({ ok: true });
    expect(bench.settle({ requestId: "c1" })).toBe(true);
    expect(bench.toldOf("c1").at(-1)).toBe("LATE");
  });

  it("are told of a command that broke off or was confirmed by state alone", () => {
    const bench = new Bench();
    void bench.dispatch();
    bench.dispatcher.driverLost(DRIVER);
    void bench.set(40);
    bench.report({ level: 40 });
    bench.clock.advance(5000);
    bench.settle({ requestId: "c1" });
    bench.settle({ requestId: "c2" });
    expect(bench.toldOf("c1").at(-1)).toBe("LATE");
    expect(bench.toldOf("c2")).toEqual(["REQUESTED", "DISPATCHED", "CONFIRMED", "LATE"]);
    expect(bench.dispatcher.journal.get("c2")?.status).toBe("confirmed");
  });

  it("are known for as many commands as the journal keeps", async () => {
    const bench = afterTimeout({ journalSize: 1 });
    const second = bench.dispatch();
    bench.clock.advance(5000);
    expect((await failureOf(second)).code).toBe("TIMEOUT");
    expect(bench.settle({ requestId: "c1" })).toBe(false);
    expect(bench.settle({ requestId: "c2" })).toBe(true);
  });
});

import { describe, expect, it } from "vitest";
import { Bench } from "../support/bench.ts";

describe("progress of ActionDispatcher", () => {
  it("tells the whole life of a command with its times", () => {
    const bench = new Bench();
    void bench.set(40);
    bench.clock.advance(10);
    bench.settle({ requestId: "c1", result: { ok: true } });
    bench.clock.advance(10);
    bench.report({ level: 40 });
    const subject = { device_id: "a", commandId: "c1", command: "set" };
    expect(bench.progress).toEqual([
      { event: "ACTION_REQUESTED", ...subject, at: "2026-01-01T00:00:00.000Z", payload: { level: 40 } },
      { event: "ACTION_DISPATCHED", ...subject, at: "2026-01-01T00:00:00.000Z" },
      { event: "ACTION_SUCCEEDED", ...subject, at: "2026-01-01T00:00:00.010Z", latencyMs: 10, result: { ok: true } },
      { event: "ACTION_CONFIRMED", ...subject, at: "2026-01-01T00:00:00.020Z", latencyMs: 20 },
    ]);
    expect(bench.dispatcher.journal.get("c1")).toMatchObject({
      status: "confirmed",
      latencyMs: 20,
      stages: [
        { stage: "requested", at: "2026-01-01T00:00:00.000Z" },
        { stage: "dispatched", at: "2026-01-01T00:00:00.000Z" },
        { stage: "succeeded", at: "2026-01-01T00:00:00.010Z" },
        { stage: "confirmed", at: "2026-01-01T00:00:00.020Z" },
      ],
    });
  });

  it("tells code and sentence of a failure", () => {
    const bench = new Bench();
    void bench.dispatch();
    bench.settle({ requestId: "c1", success: false, message: "No." });
    expect(bench.progress.at(-1)).toMatchObject({ event: "ACTION_FAILED", code: "DRIVER_REJECTED", error: "No." });
  });

  it("goes on when a listener throws", async () => {
    const bench = new Bench();
    bench.dispatcher.onProgress(() => {
      throw new Error("A listener is broken.");
    });
    const heard: string[] = [];
    bench.dispatcher.onProgress(({ event }) => heard.push(event));
    const outcome = bench.dispatch();
    bench.settle({ requestId: "c1" });
    await expect(outcome).resolves.toMatchObject({ ok: true });
    expect(heard).toEqual(["ACTION_REQUESTED", "ACTION_DISPATCHED", "ACTION_SUCCEEDED"]);
  });

  it("ends for a listener that left", () => {
    const bench = new Bench();
    const heard: string[] = [];
    const unsubscribe = bench.dispatcher.onProgress(({ event }) => heard.push(event));
    unsubscribe();
    void bench.dispatch();
    expect(heard).toEqual([]);
  });
});

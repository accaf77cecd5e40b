import { describe, expect, it } from "vitest";
import { Bench } from "../support/bench.ts";
import { failureOf } from "../support/failure-of.ts";

describe("order of ActionDispatcher", () => {
  it("sends the next command of a device when the one before is settled, in the order of the requests", () => {
    const bench = new Bench();
    void bench.dispatch();
    void bench.set(1);
    void bench.dispatch();
    expect(bench.sentIds).toEqual(["c1"]);
    bench.settle({ requestId: "c1", success: false });
    expect(bench.sentIds).toEqual(["c1", "c2"]);
    bench.settle({ requestId: "c2" });
    expect(bench.sentIds).toEqual(["c1", "c2", "c3"]);
  });

  it("tells how many commands have not ended, and how many of these are with their driver", () => {
    const bench = new Bench();
    expect(bench.dispatcher.load).toEqual({ open: 0, underWay: 0 });
    void bench.dispatch();
    void bench.dispatch();
    expect(bench.dispatcher.load).toEqual({ open: 2, underWay: 1 });
    bench.settle({ requestId: "c1" });
    bench.settle({ requestId: "c2" });
    expect(bench.dispatcher.load).toEqual({ open: 0, underWay: 0 });
  });

  it("runs devices beside each other", () => {
    const bench = new Bench();
    void bench.dispatch();
    void bench.dispatch({ deviceId: "b" });
    expect(bench.sentIds).toEqual(["c1", "c2"]);
  });

  it("sends a command that interrupts at once, ahead of and beside the others", () => {
    const bench = new Bench();
    void bench.dispatch();
    void bench.dispatch();
    void bench.dispatch({ command: "stop" });
    expect(bench.sentIds).toEqual(["c1", "c3"]);
    bench.settle({ requestId: "c3" });
    expect(bench.sentIds).toEqual(["c1", "c3"]);
    bench.settle({ requestId: "c1" });
    expect(bench.sentIds).toEqual(["c1", "c3", "c2"]);
  });

  it("refuses with QUEUE_FULL when too many wait, and sends a stop all the same", async () => {
    const bench = new Bench({ queueLimit: 2 });
    void bench.dispatch();
    void bench.dispatch();
    void bench.dispatch();
    const failure = await failureOf(bench.dispatch());
    expect(failure).toMatchObject({ code: "QUEUE_FULL", commandId: "c4" });
    expect(bench.stagesOf("c4")).toEqual(["requested", "failed"]);
    void bench.dispatch({ command: "stop" });
    void bench.dispatch({ deviceId: "b" });
    expect(bench.sentIds).toEqual(["c1", "c5", "c6"]);
  });

  it("bounds the commands that interrupt as well", async () => {
    const bench = new Bench({ queueLimit: 1 });
    void bench.dispatch({ command: "stop" });
    expect((await failureOf(bench.dispatch({ command: "stop" }))).code).toBe("QUEUE_FULL");
  });

  it("gives each queued command the time that is left of its own", () => {
    const bench = new Bench();
    void bench.dispatch();
    void bench.dispatch({ timeoutMs: 3000 });
    bench.clock.advance(1200);
    bench.settle({ requestId: "c1" });
    expect(bench.sent[1]?.action.timeoutMs).toBe(1800);
  });

  it("goes on with the queue when a command times out", () => {
    const bench = new Bench();
    void bench.dispatch({ timeoutMs: 1000 });
    void bench.dispatch();
    bench.clock.advance(1000);
    expect(bench.sentIds).toEqual(["c1", "c2"]);
  });

  it("fails all that wait when the driver turns out to be away", async () => {
    const bench = new Bench();
    const outcomes = [bench.dispatch(), bench.dispatch(), bench.dispatch()];
    bench.sendMode = "away";
    bench.settle({ requestId: "c1" });
    const settled = await Promise.all(outcomes);
    expect(settled.map((outcome) => outcome.ok || outcome.failure.code)).toEqual([
      true,
      "DRIVER_OFFLINE",
      "DRIVER_OFFLINE",
    ]);
  });

  it("keeps the order when a listener asks for more while it is told", () => {
    const bench = new Bench();
    let asked = false;
    bench.dispatcher.onProgress(({ event }) => {
      if (asked || event !== "ACTION_REQUESTED") return;
      asked = true;
      void bench.set(1);
    });
    void bench.dispatch();
    bench.settle({});
    expect(bench.sentIds).toEqual(["c1", "c2"]);
    expect(bench.sent.map(({ action }) => action.command)).toEqual(["next", "set"]);
  });
});

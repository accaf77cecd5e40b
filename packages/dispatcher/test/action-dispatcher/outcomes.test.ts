import { describe, expect, it } from "vitest";
import { Bench, DRIVER, OTHER_DRIVER } from "../support/bench.ts";
import { failureOf } from "../support/failure-of.ts";
import { isSettled } from "../support/is-settled.ts";

describe("outcomes of ActionDispatcher", () => {
  it("sends the command to the owner of the device with its id, canonical payload and time", () => {
    const bench = new Bench();
    void bench.dispatch({ command: "set", payload: { value: 40 }, timeoutMs: 2000 });
    expect(bench.sent).toEqual([
      {
        owner: DRIVER,
        action: { deviceId: "a", command: "set", payload: { level: 40 }, requestId: "c1", timeoutMs: 2000 },
      },
    ]);
  });

  it("answers succeeded with latency and result when the driver did it", async () => {
    const bench = new Bench();
    const outcome = bench.dispatch();
    bench.clock.advance(30);
    expect(bench.settle({ requestId: "c1", result: { track: 2 } })).toBe(true);
    await expect(outcome).resolves.toEqual({
      ok: true,
      answer: { commandId: "c1", status: "succeeded", latencyMs: 30, result: { track: 2 } },
    });
    expect(bench.toldOf("c1")).toEqual(["REQUESTED", "DISPATCHED", "SUCCEEDED"]);
    expect(bench.clock.pendingTimers).toBe(0);
  });

  it("takes correlationId for requestId", async () => {
    const bench = new Bench();
    const outcome = bench.dispatch();
    expect(bench.settle({ correlationId: "c1" })).toBe(true);
    await expect(outcome).resolves.toMatchObject({ ok: true });
  });

  it("answers DRIVER_REJECTED with the words and the code of the driver", async () => {
    const bench = new Bench();
    const outcome = bench.dispatch();
    bench.settle({ requestId: "c1", success: false, message: "The bulb is broken.", code: "BULB" });
    expect(await failureOf(outcome)).toEqual({
      code: "DRIVER_REJECTED",
      error: "The bulb is broken.",
      details: ["The driver's code is BULB."],
      commandId: "c1",
    });
    expect(bench.toldOf("c1")).toEqual(["REQUESTED", "DISPATCHED", "FAILED"]);
  });

  it("says so where a refusal has no message", async () => {
    const bench = new Bench();
    const outcome = bench.dispatch();
    bench.settle({ requestId: "c1", success: false });
    expect((await failureOf(outcome)).error).toBe("The driver refused the command and gave no reason.");
  });

  it("answers dispatched at once with wait dispatch and goes on recording", async () => {
    const bench = new Bench();
    const outcome = bench.dispatch({ wait: "dispatch" });
    await expect(outcome).resolves.toEqual({ ok: true, answer: { commandId: "c1", status: "dispatched" } });
    bench.settle({ requestId: "c1", success: false, message: "No." });
    expect(bench.dispatcher.journal.get("c1")).toMatchObject({ status: "failed", failure: { error: "No." } });
  });

  it("answers DRIVER_OFFLINE at once when the driver has no session", async () => {
    const bench = new Bench();
    bench.sendMode = "away";
    const failure = await failureOf(bench.dispatch({ wait: "dispatch" }));
    expect(failure).toMatchObject({ code: "DRIVER_OFFLINE", details: ["It was never sent."] });
    expect(bench.toldOf("c1")).toEqual(["REQUESTED", "FAILED"]);
    expect(bench.clock.pendingTimers).toBe(0);
  });

  it("answers INTERNAL when sending throws, and goes on with the next command", async () => {
    const bench = new Bench();
    bench.sendMode = "throws";
    expect(await failureOf(bench.dispatch())).toMatchObject({
      code: "INTERNAL",
      error: "The hub failed to send the command.",
    });
    bench.sendMode = "session";
    void bench.dispatch();
    expect(bench.sentIds).toEqual(["c2"]);
  });

  it("takes a result that comes while the command is being sent", async () => {
    const bench = new Bench();
    bench.onSend = ({ requestId }) => void bench.settle({ requestId });
    await expect(bench.dispatch()).resolves.toMatchObject({ ok: true, answer: { status: "succeeded" } });
    expect(bench.toldOf("c1")).toEqual(["REQUESTED", "DISPATCHED", "SUCCEEDED"]);
  });

  it("refuses a result of a driver that does not own the command", async () => {
    const bench = new Bench();
    const outcome = bench.dispatch();
    expect(bench.settle({ requestId: "c1" }, "a", OTHER_DRIVER)).toBe(false);
    expect(bench.settle({}, "a", OTHER_DRIVER)).toBe(false);
    expect(await isSettled(outcome)).toBe(false);
  });

  it("refuses a result that names another device or an unknown id", async () => {
    const bench = new Bench();
    const outcome = bench.dispatch();
    expect(bench.settle({ requestId: "c1" }, "b")).toBe(false);
    expect(bench.settle({ requestId: "c9" })).toBe(false);
    expect(await isSettled(outcome)).toBe(false);
  });

  it("ignores a result that comes twice", async () => {
    const bench = new Bench();
    const outcome = bench.dispatch();
    bench.settle({ requestId: "c1" });
    expect(bench.settle({ requestId: "c1", success: false })).toBe(true);
    await expect(outcome).resolves.toMatchObject({ ok: true });
    expect(bench.toldOf("c1")).toEqual(["REQUESTED", "DISPATCHED", "SUCCEEDED"]);
  });

  it("settles the oldest command of the device by a result without ids", async () => {
    const bench = new Bench();
    const first = bench.dispatch();
    const stop = bench.dispatch({ command: "stop" });
    bench.settle({});
    await expect(first).resolves.toMatchObject({ ok: true });
    expect(await isSettled(stop)).toBe(false);
  });

  it("settles the oldest of the named command by a result without ids", async () => {
    const bench = new Bench();
    const first = bench.dispatch();
    const stop = bench.dispatch({ command: "stop" });
    expect(bench.settle({ command: "stop" })).toBe(true);
    expect(bench.settle({ command: "set" })).toBe(false);
    await expect(stop).resolves.toMatchObject({ ok: true });
    expect(await isSettled(first)).toBe(false);
  });

  it("passes over a command that was answered already when a result has no ids", async () => {
    const bench = new Bench();
    void bench.set(40);
    bench.settle({});
    const second = bench.dispatch();
    bench.settle({});
    await expect(second).resolves.toMatchObject({ ok: true });
  });
});

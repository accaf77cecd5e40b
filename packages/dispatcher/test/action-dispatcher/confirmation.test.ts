import { describe, expect, it } from "vitest";
import { Bench } from "../support/bench.ts";
import { failureOf } from "../support/failure-of.ts";
import { isSettled } from "../support/is-settled.ts";

describe("confirmation by ActionDispatcher", () => {
  it("waits for the state after the result with wait confirmed", async () => {
    const bench = new Bench();
    const outcome = bench.set(40, { wait: "confirmed" });
    bench.settle({ requestId: "c1", result: { raw: 102 } });
    expect(await isSettled(outcome)).toBe(false);
    bench.clock.advance(20);
    bench.report({ level: 40 });
    await expect(outcome).resolves.toEqual({
      ok: true,
      answer: { commandId: "c1", status: "confirmed", latencyMs: 20, result: { raw: 102 } },
    });
    expect(bench.toldOf("c1")).toEqual(["REQUESTED", "DISPATCHED", "SUCCEEDED", "CONFIRMED"]);
  });

  it("waits for the result after the state with wait confirmed", async () => {
    const bench = new Bench();
    const outcome = bench.set(40, { wait: "confirmed" });
    bench.clock.advance(10);
    bench.report({ level: 40 });
    expect(await isSettled(outcome)).toBe(false);
    bench.clock.advance(10);
    bench.settle({ requestId: "c1" });
    await expect(outcome).resolves.toMatchObject({ ok: true, answer: { status: "confirmed", latencyMs: 20 } });
    expect(bench.toldOf("c1")).toEqual(["REQUESTED", "DISPATCHED", "SUCCEEDED", "CONFIRMED"]);
    expect(bench.progress.at(-1)).toMatchObject({ event: "ACTION_CONFIRMED", latencyMs: 10 });
  });

  it("answers at the result with wait result and tells the confirmation afterwards", async () => {
    const bench = new Bench();
    const outcome = bench.set(40);
    bench.settle({ requestId: "c1" });
    await expect(outcome).resolves.toMatchObject({ ok: true, answer: { status: "succeeded" } });
    bench.report({ level: 40 });
    expect(bench.toldOf("c1")).toEqual(["REQUESTED", "DISPATCHED", "SUCCEEDED", "CONFIRMED"]);
    expect(bench.dispatcher.journal.get("c1")?.status).toBe("confirmed");
    expect(bench.clock.pendingTimers).toBe(0);
  });

  it("is given by a current state that shows the value already when the result comes", async () => {
    const bench = new Bench();
    bench.report({ level: 40 });
    const outcome = bench.set(40, { wait: "confirmed" });
    bench.settle({ requestId: "c1" });
    await expect(outcome).resolves.toMatchObject({ ok: true, answer: { status: "confirmed" } });
  });

  it("is not given by a report from before the dispatch, by another value or by another device", async () => {
    const bench = new Bench();
    void bench.dispatch();
    const outcome = bench.set(40, { wait: "confirmed" });
    bench.report({ level: 40 });
    bench.report({ level: 10 });
    bench.settle({ requestId: "c1" });
    bench.settle({ requestId: "c2" });
    bench.report({ level: 39 });
    bench.report({ level: 40 }, "b");
    bench.report({ other: 40 });
    expect(await isSettled(outcome)).toBe(false);
  });

  it("answers succeeded with wait confirmed where nothing can confirm", async () => {
    const bench = new Bench();
    const outcome = bench.dispatch({ wait: "confirmed" });
    bench.settle({ requestId: "c1" });
    await expect(outcome).resolves.toMatchObject({ ok: true, answer: { status: "succeeded" } });
  });

  it("answers TIMEOUT with a sentence of its own when the driver succeeded but no state showed it", async () => {
    const bench = new Bench();
    const outcome = bench.set(40, { wait: "confirmed", timeoutMs: 1000 });
    bench.settle({ requestId: "c1" });
    bench.clock.advance(1000);
    const failure = await failureOf(outcome);
    expect(failure).toMatchObject({
      code: "TIMEOUT",
      error: "The driver reported success, but no state showed it within 1000 ms.",
    });
    expect(bench.toldOf("c1")).toEqual(["REQUESTED", "DISPATCHED", "SUCCEEDED", "FAILED"]);
  });

  it("leaves a success that nobody waited to see confirmed as it is at the deadline", () => {
    const bench = new Bench();
    void bench.set(40);
    bench.settle({ requestId: "c1" });
    bench.clock.advance(5000);
    expect(bench.toldOf("c1")).toEqual(["REQUESTED", "DISPATCHED", "SUCCEEDED"]);
    expect(bench.dispatcher.journal.get("c1")?.status).toBe("succeeded");
    expect(bench.clock.pendingTimers).toBe(0);
  });

  it.each(["result", "confirmed"] as const)(
    "answers confirmed at the deadline when the state showed it but no result came, with wait %s",
    async (wait) => {
      const bench = new Bench();
      const outcome = bench.set(40, { wait });
      bench.report({ level: 40 });
      bench.clock.advance(4999);
      expect(await isSettled(outcome)).toBe(false);
      bench.clock.advance(1);
      await expect(outcome).resolves.toMatchObject({ ok: true, answer: { status: "confirmed", latencyMs: 5000 } });
      expect(bench.toldOf("c1")).toEqual(["REQUESTED", "DISPATCHED", "CONFIRMED"]);
    },
  );

  it("does not outweigh a driver that says no", async () => {
    const bench = new Bench();
    const outcome = bench.set(40);
    bench.report({ level: 40 });
    bench.settle({ requestId: "c1", success: false, message: "No." });
    expect((await failureOf(outcome)).code).toBe("DRIVER_REJECTED");
    expect(bench.toldOf("c1")).toEqual(["REQUESTED", "DISPATCHED", "FAILED"]);
  });

  it("takes a report that comes while the command is being sent", async () => {
    const bench = new Bench();
    bench.onSend = ({ requestId }) => {
      bench.report({ level: 40 });
      bench.settle({ requestId });
    };
    const outcome = bench.set(40, { wait: "confirmed" });
    await expect(outcome).resolves.toMatchObject({ ok: true, answer: { status: "confirmed" } });
  });

  it("survives a port that throws while the state is looked up", async () => {
    let broken = false;
    const bench: Bench = new Bench(
      {},
      {
        findDevice: (deviceId) => {
          if (broken) throw new Error("The store is broken.");
          return bench.devices.get(deviceId);
        },
      },
    );
    const outcome = bench.set(40);
    broken = true;
    expect(bench.settle({ requestId: "c1" })).toBe(true);
    await expect(outcome).resolves.toMatchObject({ ok: true, answer: { status: "succeeded" } });
  });

  it("frees the device for the next command as soon as the driver answered", () => {
    const bench = new Bench();
    void bench.set(40, { wait: "confirmed" });
    void bench.set(50, { wait: "confirmed" });
    bench.settle({ requestId: "c1" });
    expect(bench.sentIds).toEqual(["c1", "c2"]);
  });

  it("refuses more callers that wait for a state than may wait for the device", async () => {
    const bench = new Bench({ queueLimit: 2 });
    for (const id of ["c1", "c2"]) {
      void bench.set(40, { wait: "confirmed" });
      bench.settle({ requestId: id });
    }
    expect((await failureOf(bench.set(40, { wait: "confirmed" }))).code).toBe("QUEUE_FULL");
    void bench.dispatch({ command: "stop" });
    expect(bench.sentIds).toEqual(["c1", "c2", "c4"]);
  });

  it("gives up the oldest watch that nobody waits for when there are too many", () => {
    const bench = new Bench({ queueLimit: 2 });
    for (const id of ["c1", "c2", "c3"]) {
      void bench.set(40);
      bench.settle({ requestId: id });
    }
    expect(bench.clock.pendingTimers).toBe(2);
    bench.report({ level: 40 });
    expect(bench.dispatcher.journal.get("c1")?.status).toBe("succeeded");
    expect(bench.dispatcher.journal.get("c2")?.status).toBe("confirmed");
    expect(bench.dispatcher.journal.get("c3")?.status).toBe("confirmed");
  });
});

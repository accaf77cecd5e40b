import { describe, expect, it } from "vitest";
import { Bench } from "../support/bench.ts";
import { failureOf } from "../support/failure-of.ts";

const keyed = { idempotencyKey: "k" };

describe("idempotency of ActionDispatcher", () => {
  it("gives a repeated request the outcome of the running command and sends once", async () => {
    const bench = new Bench();
    const outcomes = [bench.set(40, keyed), bench.set(40, keyed)];
    bench.settle({ requestId: "c1" });
    const [first, second] = await Promise.all(outcomes);
    expect(second).toEqual(first);
    expect(bench.sentIds).toEqual(["c1"]);
    expect(bench.dispatcher.journal.length).toBe(1);
  });

  it("gives a repeated request the outcome of the finished command", async () => {
    const bench = new Bench();
    const first = bench.set(40, keyed);
    bench.settle({ requestId: "c1" });
    await first;
    bench.clock.advance(60_000);
    await expect(bench.set(40, keyed)).resolves.toEqual(await first);
    expect(bench.sentIds).toEqual(["c1"]);
  });

  it("repeats a failure of which the outcome is known or unknown, too", async () => {
    const bench = new Bench();
    const first = bench.dispatch(keyed);
    bench.clock.advance(5000);
    expect(await failureOf(bench.dispatch(keyed))).toEqual(await failureOf(first));
    expect(bench.sentIds).toEqual(["c1"]);
  });

  it("takes the same members in another order, a payload left out and another deadline for the same request", async () => {
    const bench = new Bench();
    void bench.dispatch({ ...keyed, payload: { x: 1, y: { p: 1, q: 2 } } });
    void bench.dispatch({ ...keyed, payload: { y: { q: 2, p: 1 }, x: 1 }, timeoutMs: 100 });
    void bench.dispatch({ idempotencyKey: "k2" });
    void bench.dispatch({ idempotencyKey: "k2", payload: {}, wait: "result" });
    expect(bench.dispatcher.journal.length).toBe(2);
  });

  it.each([{ deviceId: "b" }, { command: "stop" }, { payload: { level: 41 } }, { wait: "confirmed" as const }])(
    "answers IDEMPOTENCY_MISMATCH for the key with %o",
    async (other) => {
      const bench = new Bench();
      void bench.set(40, keyed);
      const failure = await failureOf(bench.set(40, { ...keyed, ...other }));
      expect(failure).toMatchObject({ code: "IDEMPOTENCY_MISMATCH", commandId: "c2" });
      expect(bench.sentIds).toEqual(["c1"]);
      expect(bench.stagesOf("c2")).toEqual(["requested", "failed"]);
    },
  );

  it("takes a repeated request for a new attempt where the first was refused or never sent", async () => {
    const bench = new Bench();
    await bench.dispatch({ ...keyed, command: "explode" });
    bench.sendMode = "away";
    await bench.dispatch(keyed);
    bench.sendMode = "session";
    void bench.dispatch(keyed);
    expect(bench.sentIds).toEqual(["c3"]);
  });

  it("frees the key of a request that the full queue refused", async () => {
    const bench = new Bench({ queueLimit: 1 });
    void bench.dispatch();
    void bench.dispatch();
    expect((await failureOf(bench.dispatch(keyed))).code).toBe("QUEUE_FULL");
    bench.settle({ requestId: "c1" });
    void bench.set(40, keyed);
    bench.settle({ requestId: "c2" });
    expect(bench.sentIds).toEqual(["c1", "c2", "c4"]);
  });

  it("keeps the key of a command that may have been sent", async () => {
    const bench = new Bench();
    bench.sendMode = "throws";
    const first = await failureOf(bench.dispatch(keyed));
    bench.sendMode = "session";
    expect(await failureOf(bench.dispatch(keyed))).toEqual(first);
  });

  it("forgets an answer after its time and the oldest answers when there are too many", async () => {
    const bench = new Bench({ idempotencySize: 2, idempotencyTtlMs: 1000 });
    bench.onSend = ({ requestId }) => void bench.settle({ requestId });
    for (const idempotencyKey of ["k1", "k2", "k3"]) await bench.dispatch({ idempotencyKey });
    await bench.dispatch({ idempotencyKey: "k1" });
    expect(bench.sent).toHaveLength(4);
    await bench.dispatch({ idempotencyKey: "k3" });
    expect(bench.sent).toHaveLength(4);
    bench.clock.advance(1000);
    await bench.dispatch({ idempotencyKey: "k3" });
    expect(bench.sent).toHaveLength(5);
  });

  it.each(["", "k".repeat(257)])("rejects a key of no or too many characters as misuse", async (idempotencyKey) => {
    await expect(new Bench().dispatch({ idempotencyKey })).rejects.toMatchObject({ code: "INVALID_REQUEST" });
  });
});

import { describe, expect, it } from "vitest";
import { Bench } from "../support/bench.ts";
import { failureOf } from "../support/failure-of.ts";
import { JournalDisk } from "../support/journal-disk.ts";

const PIN = "83-planted-17";
const open = { command: "open", payload: { pin: PIN, name: "Ada" } };

/** All that a dispatcher tells, as text. */
function toldBy(bench: Bench, disk?: JournalDisk): string {
  return JSON.stringify([bench.progress, bench.dispatcher.journal.list(), disk?.records]);
}

describe("secrets of commands", () => {
  it("reach the driver and nobody else", async () => {
    const disk = new JournalDisk();
    const bench = new Bench({ journal: disk });
    const outcome = bench.dispatch({ ...open, idempotencyKey: "k" });
    expect(bench.sent[0]?.action.payload).toEqual(open.payload);
    bench.settle({ requestId: "c1" });
    await outcome;
    await bench.dispatcher.close();
    expect(toldBy(bench, disk)).not.toContain(PIN);
    expect(bench.progress[0]).toMatchObject({ event: "ACTION_REQUESTED", payload: { pin: "***", name: "Ada" } });
    expect(disk.records[0]?.payload).toEqual({ pin: "***", name: "Ada" });
  });

  it("are not told of a request that was refused, whatever it was refused for", async () => {
    const bench = new Bench({ queueLimit: 1 });
    await bench.dispatch({ command: "open", payload: { pin: [PIN] } });
    await bench.dispatch({ command: "open", payload: { value: PIN, pin: {} } });
    await bench.dispatch({ deviceId: "nowhere", ...open });
    await bench.dispatch({ ...open, command: "opne" });
    bench.onSend = () => void bench.dispatch({ ...open, payload: { pin: `${PIN}-other` }, idempotencyKey: "k" });
    void bench.dispatch({ ...open, idempotencyKey: "k" });
    for (const _each of [1, 2, 3]) void bench.dispatch(open);
    void bench.dispatcher.close();
    await bench.dispatch(open);
    expect(bench.dispatcher.journal.length).toBe(10);
    expect(toldBy(bench)).not.toContain(PIN);
  });

  it("count for an idempotency key all the same", async () => {
    const bench = new Bench();
    void bench.dispatch({ ...open, idempotencyKey: "k" });
    const other = bench.dispatch({ command: "open", payload: { pin: "0000", name: "Ada" }, idempotencyKey: "k" });
    expect((await failureOf(other)).code).toBe("IDEMPOTENCY_MISMATCH");
  });

  it("can be hidden for others by what the device says", () => {
    const { dispatcher } = new Bench();
    expect(dispatcher.conceal({ deviceId: "a", ...open })).toEqual({ pin: "***", name: "Ada" });
    expect(dispatcher.conceal({ deviceId: "a", command: "next" })).toEqual({});
    expect(dispatcher.conceal({ deviceId: "nowhere", ...open })).toEqual({ pin: "***", name: "***" });
  });

  it("are hidden where the device cannot be looked up", () => {
    const { dispatcher } = new Bench(
      {},
      {
        findDevice: () => {
          throw new Error("The store is broken.");
        },
      },
    );
    expect(dispatcher.conceal({ deviceId: "a", ...open })).toEqual({ pin: "***", name: "***" });
  });
});

import type { CommandOrigin } from "@hos/protocol/rest";
import { describe, expect, it } from "vitest";
import { Bench, OTHER_DRIVER } from "../support/bench.ts";
import { failureOf } from "../support/failure-of.ts";
import { isSettled } from "../support/is-settled.ts";
import { JournalDisk } from "../support/journal-disk.ts";
import { settleMicrotasks } from "../support/settle-microtasks.ts";

const keyed = { idempotencyKey: "k" };

/** A bench on the disk of one that died, as after a kill. Its ids begin with `d`. */
async function restart(disk: JournalDisk): Promise<Bench> {
  let ids = 0;
  const bench = new Bench({ journal: disk, createId: () => `d${(ids += 1)}` });
  await bench.dispatcher.start();
  return bench;
}

/** What is written behind reaches the disk. */
async function writeBehind(bench: Bench): Promise<void> {
  bench.clock.advance(250);
  await settleMicrotasks();
}

describe("the journal of ActionDispatcher after a restart", () => {
  it("holds the commands of before, in their order, with who asked", async () => {
    const disk = new JournalDisk();
    const bench = new Bench({ journal: disk });
    const origin: CommandOrigin = { via: "rest", by: { userId: "u1", tokenId: "t1", name: "Ada" } };
    const first = bench.set(40, { origin });
    bench.settle({ requestId: "c1", result: { tries: 1 } });
    await first;
    await bench.dispatch({ deviceId: "nowhere" });
    await bench.dispatcher.close();
    const { journal } = (await restart(disk)).dispatcher;
    expect(journal.list()).toEqual(bench.dispatcher.journal.list());
    expect(journal.get("c1")).toMatchObject({ status: "succeeded", origin, result: { tries: 1 } });
  });

  it("is stored away from the commands, in one batch", async () => {
    const disk = new JournalDisk();
    const bench = new Bench({ journal: disk });
    for (let count = 0; count < 3; count += 1) void bench.set(count);
    await settleMicrotasks();
    expect(bench.sentIds).toEqual(["c1"]);
    expect(disk.batches).toEqual([]);
    await writeBehind(bench);
    expect(disk.batches).toEqual([["c1", "c2", "c3"]]);
  });

  it("tells of what was under way that it failed and that nobody knows the outcome", async () => {
    const disk = new JournalDisk();
    const before = new Bench({ journal: disk });
    void before.set(40);
    void before.set(41);
    await writeBehind(before);
    const { dispatcher, progress } = await restart(disk);
    for (const id of ["c1", "c2"]) {
      expect(dispatcher.journal.get(id)).toMatchObject({ status: "failed", failure: { code: "HUB_RESTARTED" } });
    }
    expect(progress.map(({ event, commandId }) => [event, commandId])).toEqual([
      ["ACTION_FAILED", "c1"],
      ["ACTION_FAILED", "c2"],
    ]);
    await dispatcher.close();
    expect(disk.records.map(({ status }) => status)).toEqual(["failed", "failed"]);
  });

  it("takes the late answer also where the device was not stored yet when the hub died", async () => {
    const disk = new JournalDisk();
    const before = new Bench({ journal: disk });
    void before.set(40);
    await writeBehind(before);
    const bench = new Bench({ journal: disk, createId: () => "d1" });
    bench.devices.delete("a");
    await bench.dispatcher.start();
    expect(bench.settle({ requestId: "c1" })).toBe(true);
    expect(bench.dispatcher.journal.get("c1")?.stages.at(-1)?.stage).toBe("late");
  });

  it("takes the late answer of a driver that went on, by its id and from the owner only", async () => {
    const disk = new JournalDisk();
    const before = new Bench({ journal: disk });
    void before.set(40);
    await writeBehind(before);
    const bench = await restart(disk);
    expect(bench.settle({})).toBe(false);
    expect(bench.settle({ requestId: "c1" }, "a", OTHER_DRIVER)).toBe(false);
    expect(bench.settle({ requestId: "c1", message: "Done." })).toBe(true);
    expect(bench.progress.at(-1)).toMatchObject({ event: "ACTION_LATE", commandId: "c1", success: true });
    expect(bench.dispatcher.journal.get("c1")?.stages.at(-1)?.stage).toBe("late");
  });

  it("begins anew, and says so, where it cannot be read", async () => {
    const disk = new JournalDisk();
    disk.unreadable = true;
    const bench = await restart(disk);
    expect(bench.dispatcher.journal.length).toBe(0);
    void bench.set(40);
    expect(bench.sentIds).toEqual(["d1"]);
  });

  it("survives devices that are gone", async () => {
    const disk = new JournalDisk();
    const before = new Bench({ journal: disk });
    before.addDevice("gone");
    void before.dispatch({ deviceId: "gone" });
    await writeBehind(before);
    const { dispatcher } = await restart(disk);
    expect(dispatcher.journal.get("c1")).toMatchObject({ failure: { code: "HUB_RESTARTED" } });
  });
});

describe("idempotency keys of ActionDispatcher after a restart", () => {
  it("stand for the outcome in the journal", async () => {
    const disk = new JournalDisk();
    const before = new Bench({ journal: disk });
    const outcome = before.set(40, { ...keyed, payload: { value: 40 } });
    before.settle({ requestId: "c1" });
    await outcome;
    await before.dispatcher.close();
    const bench = await restart(disk);
    await expect(bench.set(40, keyed)).resolves.toMatchObject({
      ok: true,
      answer: { commandId: "c1", status: "succeeded" },
    });
    expect((await failureOf(bench.set(41, keyed))).code).toBe("IDEMPOTENCY_MISMATCH");
    expect(bench.sent).toEqual([]);
  });

  it("repeat no deed that a killed hub was about to do: it is stored before it is sent", async () => {
    const disk = new JournalDisk();
    const before = new Bench({ journal: disk });
    const goOn = disk.stall();
    void before.dispatch(keyed);
    await settleMicrotasks();
    expect(before.sent).toEqual([]);
    goOn();
    await settleMicrotasks();
    expect(before.sentIds).toEqual(["c1"]);
    const bench = await restart(disk);
    expect(await failureOf(bench.dispatch(keyed))).toMatchObject({ code: "HUB_RESTARTED", commandId: "c1" });
    expect(bench.sent).toEqual([]);
  });

  it("cost a command nothing that may be done twice, or has none", async () => {
    const disk = new JournalDisk();
    const bench = new Bench({ journal: disk });
    disk.stall();
    void bench.set(40, keyed);
    void bench.dispatch({ deviceId: "b" });
    expect(bench.sentIds).toEqual(["c1", "c2"]);
  });

  it("keep the order of a device while a command is stored", async () => {
    const disk = new JournalDisk();
    const bench = new Bench({ journal: disk });
    const goOn = disk.stall();
    void bench.dispatch(keyed);
    void bench.set(40);
    void bench.dispatch({ deviceId: "b" });
    void bench.dispatch({ command: "stop" });
    expect(bench.sentIds).toEqual(["c3", "c4"]);
    goOn();
    await settleMicrotasks();
    expect(bench.sentIds).toEqual(["c3", "c4", "c1"]);
    bench.settle({ requestId: "c1" });
    expect(bench.sentIds).toEqual(["c3", "c4", "c1", "c2"]);
  });

  it("send nothing that came to its end while it was stored", async () => {
    const disk = new JournalDisk();
    const bench = new Bench({ journal: disk });
    const goOn = disk.stall();
    const outcome = bench.dispatch({ ...keyed, timeoutMs: 100 });
    bench.clock.advance(100);
    expect(await failureOf(outcome)).toMatchObject({ code: "TIMEOUT" });
    goOn();
    await settleMicrotasks();
    expect(bench.sent).toEqual([]);
  });

  it("do not keep commands from a home whose disk is full", async () => {
    const disk = new JournalDisk();
    disk.broken = true;
    const bench = new Bench({ journal: disk });
    const outcome = bench.dispatch(keyed);
    expect(await isSettled(outcome)).toBe(false);
    expect(bench.sentIds).toEqual(["c1"]);
  });
});

import { type Logger, silentLogger } from "@hos/runtime";
import { ManualClock } from "@hos/runtime/testing";
import { describe, expect, it } from "vitest";
import { JournalWriter } from "../../src/history/journal-writer.ts";
import { createRecord } from "../support/create-record.ts";
import { isSettled } from "../support/is-settled.ts";
import { JournalDisk } from "../support/journal-disk.ts";
import { settleMicrotasks } from "../support/settle-microtasks.ts";

function create(keep = 100) {
  const clock = new ManualClock();
  const disk = new JournalDisk();
  const log: string[] = [];
  const write = (message: string) => void log.push(message);
  const logger: Logger = { ...silentLogger, info: write, warn: write, error: write };
  return { clock, disk, log, writer: new JournalWriter({ port: disk, clock, logger, keep }) };
}

describe("JournalWriter", () => {
  it("stores what changed within 250 ms in one batch, as it is then", async () => {
    const { clock, disk, writer } = create();
    const [first, second] = [createRecord("1"), createRecord("2")];
    writer.mark(first);
    clock.advance(249);
    writer.mark(second);
    first.status = "succeeded";
    await settleMicrotasks();
    expect(disk.batches).toEqual([]);
    clock.advance(1);
    await settleMicrotasks();
    expect(disk.batches).toEqual([["1", "2"]]);
    expect(disk.records[0]?.status).toBe("succeeded");
    expect(clock.pendingTimers).toBe(0);
  });

  it("writes one batch at a time and what was marked meanwhile in the next", async () => {
    const { clock, disk, writer } = create();
    const goOn = disk.stall();
    writer.mark(createRecord("1"));
    clock.advance(250);
    writer.mark(createRecord("2"));
    clock.advance(60_000);
    await settleMicrotasks();
    expect(disk.batches).toEqual([]);
    goOn();
    await settleMicrotasks();
    clock.advance(250);
    await settleMicrotasks();
    expect(disk.batches).toEqual([["1"], ["2"]]);
  });

  it("does not change a batch that is being written", async () => {
    const { clock, disk, writer } = create();
    const record = createRecord("1");
    const saved: unknown[] = [];
    disk.save = (records) => {
      saved.push(...records);
      return Promise.resolve();
    };
    writer.mark(record);
    clock.advance(250);
    record.stages.push({ stage: "failed", at: "2026-01-01T00:00:00.000Z" });
    record.status = "failed";
    expect(saved).toEqual([createRecord("1")]);
    await writer.close();
  });

  it("tries again what was not taken, older before newer, and logs the beginning and the end of it", async () => {
    const { clock, disk, log, writer } = create();
    disk.broken = true;
    writer.mark(createRecord("1"));
    clock.advance(250);
    await settleMicrotasks();
    writer.mark(createRecord("2"));
    clock.advance(5_000);
    await settleMicrotasks();
    disk.broken = false;
    clock.advance(5_000);
    await settleMicrotasks();
    expect(disk.batches).toEqual([["1", "2"]]);
    expect(log).toEqual([
      "The command journal could not be stored; it is tried again.",
      "The command journal is stored again.",
    ]);
    expect(clock.pendingTimers).toBe(0);
  });

  it("holds fewer than twice as many as are kept, however many change", () => {
    const { writer } = create(10);
    for (let id = 0; id < 100; id += 1) {
      writer.mark(createRecord(String(id)));
      expect(writer.size).toBeLessThan(20);
    }
  });

  it("gives up the oldest of more than are kept", async () => {
    const { clock, disk, writer } = create(2);
    const goOn = disk.stall();
    disk.broken = true;
    for (const id of ["1", "2"]) writer.mark(createRecord(id));
    clock.advance(250);
    writer.mark(createRecord("3"));
    goOn();
    await settleMicrotasks();
    disk.broken = false;
    clock.advance(5_000);
    await settleMicrotasks();
    for (const id of ["4", "5", "6"]) writer.mark(createRecord(id));
    clock.advance(250);
    await settleMicrotasks();
    expect(disk.batches).toEqual([
      ["2", "3"],
      ["5", "6"],
    ]);
  });

  it("saves at once, with all that waits, and settles when it is stored", async () => {
    const { clock, disk, writer } = create();
    writer.mark(createRecord("1"));
    const goOn = disk.stall();
    const saved = writer.save(createRecord("2"));
    const next = writer.save(createRecord("3"));
    expect(await isSettled(saved)).toBe(false);
    goOn();
    await Promise.all([saved, next]);
    expect(disk.batches).toEqual([["1", "2", "3"]]);
    expect(clock.pendingTimers).toBe(0);
  });

  it("does not wait for a disk that is full or does not answer", async () => {
    const { clock, disk, log, writer } = create();
    disk.broken = true;
    await writer.save(createRecord("1"));
    disk.broken = false;
    const goOn = disk.stall();
    const saved = writer.save(createRecord("2"));
    clock.advance(499);
    expect(await isSettled(saved)).toBe(false);
    clock.advance(1);
    await saved;
    expect(log.filter((line) => line.includes("without being stored first"))).toHaveLength(2);
    goOn();
    await settleMicrotasks();
    expect(disk.batches).toEqual([["1", "2"]]);
  });

  it("stores what is left when it is closed, closes the port and leaves no timer", async () => {
    const { clock, disk, writer } = create();
    writer.mark(createRecord("1"));
    await Promise.all([writer.close(), writer.close()]);
    expect(disk.batches).toEqual([["1"]]);
    expect(disk.closed).toBe(1);
    expect(clock.pendingTimers).toBe(0);
  });

  it("closes over a broken disk, and says what is lost", async () => {
    const { clock, disk, log, writer } = create();
    disk.broken = true;
    writer.mark(createRecord("1"));
    await writer.close();
    expect(log.at(-1)).toBe("Commands were not stored at the end.");
    expect(disk.closed).toBe(1);
    expect(clock.pendingTimers).toBe(0);
  });
});

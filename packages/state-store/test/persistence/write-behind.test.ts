import { ManualClock } from "@hos/runtime/testing";
import { describe, expect, it } from "vitest";
import type { StoredDevice } from "../../src/index.ts";
import { WriteBehind } from "../../src/persistence/write-behind.ts";
import { ControlledPersistence } from "../support/controlled-persistence.ts";
import { createStored, settle } from "../support/devices.ts";
import { createRecordingLogger } from "../support/recording-logger.ts";

function createWriter() {
  const clock = new ManualClock();
  const logger = createRecordingLogger();
  const persistence = new ControlledPersistence();
  const devices = new Map<string, StoredDevice>(["a", "b", "c"].map((id) => [id, createStored(id)]));
  const read = (id: string) => devices.get(id);
  const writer = new WriteBehind({ persistence, read, clock, logger, delayMs: 250 });
  return { clock, logger, persistence, devices, writer };
}

describe("WriteBehind", () => {
  it("writes what was marked in one batch, 250 ms after the first mark", async () => {
    const { clock, persistence, writer } = createWriter();
    writer.mark("a");
    clock.advance(200);
    writer.mark("b");
    writer.mark("a");
    clock.advance(49);
    expect(persistence.calls).toEqual([]);
    clock.advance(1);
    await settle();
    expect(persistence.calls).toEqual(["save a b"]);
    expect(clock.pendingTimers).toBe(0);
  });

  it("writes a device as it is when the batch is made", async () => {
    const { clock, persistence, devices, writer } = createWriter();
    writer.mark("a");
    devices.set("a", createStored("a", { state: { power: true } }));
    clock.advance(250);
    await settle();
    expect(await persistence.load()).toEqual([createStored("a", { state: { power: true } })]);
  });

  it("removes what is there no longer", async () => {
    const { clock, persistence, devices, writer } = createWriter();
    writer.mark("a");
    writer.mark("b");
    devices.delete("b");
    clock.advance(250);
    await settle();
    expect(persistence.calls).toEqual(["save a", "remove b"]);
  });

  it("writes an urgent mark at once, and what waits along with it", async () => {
    const { clock, persistence, writer } = createWriter();
    writer.mark("a");
    writer.markUrgent("b");
    expect(persistence.calls).toEqual(["save a b"]);
    await settle();
    expect(clock.pendingTimers).toBe(0);
  });

  it("never writes two batches at a time", async () => {
    const { clock, persistence, writer } = createWriter();
    persistence.hold();
    writer.mark("a");
    clock.advance(250);
    writer.mark("b");
    clock.advance(1_000);
    writer.markUrgent("c");
    await settle();
    expect(persistence.calls).toEqual(["save a"]);
    persistence.release();
    await settle();
    expect(persistence.calls).toEqual(["save a", "save b c"]);
    expect(persistence.mostAtOnce).toBe(1);
  });

  it("writes a device again that was marked while it was being written", async () => {
    const { clock, persistence, writer } = createWriter();
    persistence.hold();
    writer.mark("a");
    clock.advance(250);
    writer.mark("a");
    persistence.release();
    await settle();
    clock.advance(250);
    await settle();
    expect(persistence.calls).toEqual(["save a", "save a"]);
  });

  it("keeps a batch that failed and writes it with the next one", async () => {
    const { clock, persistence, writer } = createWriter();
    persistence.fault = new Error("disk full");
    writer.mark("a");
    clock.advance(250);
    await settle();
    writer.mark("b");
    persistence.fault = undefined;
    clock.advance(250);
    await settle();
    expect(persistence.calls).toEqual(["save a", "save a b"]);
    expect(await persistence.load()).toEqual([createStored("a"), createStored("b")]);
  });

  it("tries a batch that failed again when nothing new comes", async () => {
    const { clock, persistence, writer } = createWriter();
    persistence.fault = new Error("disk full");
    writer.mark("a");
    clock.advance(250);
    await settle();
    persistence.fault = undefined;
    clock.advance(250);
    await settle();
    expect(await persistence.load()).toEqual([createStored("a")]);
    expect(clock.pendingTimers).toBe(0);
  });

  it("keeps only the removals when the devices were saved", async () => {
    const { clock, persistence, devices, writer } = createWriter();
    devices.delete("b");
    persistence.failRemove = true;
    writer.mark("a");
    writer.mark("b");
    clock.advance(250);
    await settle();
    persistence.failRemove = false;
    clock.advance(250);
    await settle();
    expect(persistence.calls).toEqual(["save a", "remove b", "remove b"]);
  });

  it("logs the first failure of a row and the end of the row", async () => {
    const { clock, persistence, logger, writer } = createWriter();
    persistence.fault = new Error("disk full");
    writer.mark("a");
    for (let attempt = 0; attempt < 3; attempt += 1) {
      clock.advance(250);
      await settle();
    }
    persistence.fault = undefined;
    clock.advance(250);
    await settle();
    expect(logger.lines).toEqual([
      "error: Persistence did not take 1 devices; they are kept and tried again.",
      "info: Persistence works again.",
    ]);
  });

  it("survives persistence that throws instead of rejecting", async () => {
    const { clock, persistence, logger, writer } = createWriter();
    persistence.save = () => {
      throw new Error("broken");
    };
    writer.mark("a");
    clock.advance(250);
    await settle();
    expect(logger.lines).toHaveLength(1);
    expect(clock.pendingTimers).toBe(1);
  });
});

describe("WriteBehind flush", () => {
  it("settles when all that was marked is stored, without waiting for the timer", async () => {
    const { clock, persistence, writer } = createWriter();
    writer.mark("a");
    await writer.flush();
    expect(await persistence.load()).toEqual([createStored("a")]);
    expect(clock.pendingTimers).toBe(0);
  });

  it("waits for the batch under way and the one after it", async () => {
    const { persistence, writer } = createWriter();
    persistence.hold();
    writer.markUrgent("a");
    writer.mark("b");
    const flushed = Promise.all([writer.flush(), writer.flush()]);
    persistence.release();
    await flushed;
    expect(persistence.calls).toEqual(["save a", "save b"]);
  });

  it("writes nothing when nothing is marked", async () => {
    const { persistence, writer } = createWriter();
    await writer.flush();
    expect(persistence.calls).toEqual([]);
  });

  it("rejects with SAVE_FAILED and the cause, and keeps the data", async () => {
    const { persistence, writer } = createWriter();
    const cause = new Error("disk full");
    persistence.fault = cause;
    writer.mark("a");
    await expect(writer.flush()).rejects.toMatchObject({ name: "StoreError", code: "SAVE_FAILED", cause });
    persistence.fault = undefined;
    await writer.flush();
    expect(await persistence.load()).toEqual([createStored("a")]);
  });
});

describe("WriteBehind close", () => {
  it("writes what is left, closes persistence once and leaves no timer", async () => {
    const { clock, persistence, writer } = createWriter();
    writer.mark("a");
    await Promise.all([writer.close(), writer.close()]);
    await writer.close();
    expect(await persistence.load()).toEqual([createStored("a")]);
    expect(persistence.closed).toBe(1);
    expect(clock.pendingTimers).toBe(0);
  });

  it("waits for the batch under way before it writes the last one", async () => {
    const { clock, persistence, writer } = createWriter();
    persistence.hold();
    writer.mark("a");
    clock.advance(250);
    writer.mark("b");
    const closed = writer.close();
    await settle();
    expect(persistence.closed).toBe(0);
    persistence.release();
    await closed;
    expect(persistence.calls).toEqual(["save a", "save b"]);
    expect(persistence.mostAtOnce).toBe(1);
  });

  it("says in the log how much could not be saved, and closes all the same", async () => {
    const { clock, persistence, logger, writer } = createWriter();
    persistence.fault = new Error("disk full");
    writer.mark("a");
    writer.mark("b");
    await writer.close();
    expect(logger.lines.at(-1)).toBe("error: 2 devices were not saved at the end.");
    expect(persistence.closed).toBe(1);
    expect(clock.pendingTimers).toBe(0);
  });

  it("logs persistence that does not close", async () => {
    const { persistence, logger, writer } = createWriter();
    persistence.close = () => Promise.reject(new Error("busy"));
    await writer.close();
    expect(logger.lines).toEqual(["error: Persistence did not close."]);
  });
});

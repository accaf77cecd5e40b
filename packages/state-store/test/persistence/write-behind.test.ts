import { ManualClock } from "@hos/runtime/testing";
import { describe, expect, it } from "vitest";
import type { PersonalSettings, StoredDevice } from "../../src/index.ts";
import { WriteBehind } from "../../src/persistence/write-behind.ts";
import { ControlledPersistence } from "../support/controlled-persistence.ts";
import { createStored, settle } from "../support/devices.ts";
import { createRecordingLogger } from "../support/recording-logger.ts";

const MINE: PersonalSettings = { name: "Mine", spaceId: null, hidden: false };

const readSettings = (id: string) => (id === "b" ? null : MINE);

async function devicesIn(persistence: ControlledPersistence) {
  return (await persistence.load()).devices;
}

function createWriter() {
  const clock = new ManualClock();
  const logger = createRecordingLogger();
  const persistence = new ControlledPersistence();
  const devices = new Map<string, StoredDevice>(["a", "b", "c"].map((id) => [id, createStored(id)]));
  const read = (id: string) => devices.get(id);
  const writer = new WriteBehind({ persistence, read, readSettings, clock, logger, delayMs: 250 });
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
    expect(await devicesIn(persistence)).toEqual([createStored("a", { state: { power: true } })]);
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

  it("writes what a person set at once, before what waits along with it", async () => {
    const { clock, persistence, writer } = createWriter();
    writer.mark("a");
    writer.markSettings("c");
    expect(persistence.calls).toEqual(["settings c"]);
    await settle();
    expect(persistence.calls).toEqual(["settings c", "save a"]);
    expect((await persistence.load()).settings).toEqual([{ id: "c", settings: MINE }]);
    expect(clock.pendingTimers).toBe(0);
  });

  it("forgets settings that are there no longer", async () => {
    const { persistence, writer } = createWriter();
    await persistence.saveSettings([{ id: "b", settings: MINE }]);
    writer.markSettings("b");
    await settle();
    expect((await persistence.load()).settings).toEqual([]);
  });

  it("keeps settings that were not taken, and what waits along with them", async () => {
    const { clock, persistence, writer } = createWriter();
    persistence.fault = new Error("disk full");
    writer.mark("a");
    writer.markSettings("c");
    await settle();
    persistence.fault = undefined;
    clock.advance(250);
    await settle();
    expect(persistence.calls).toEqual(["settings c", "settings c", "save a"]);
  });

  it("never writes two batches at a time", async () => {
    const { clock, persistence, writer } = createWriter();
    persistence.hold();
    writer.mark("a");
    clock.advance(250);
    writer.mark("b");
    clock.advance(1_000);
    writer.markSettings("c");
    await settle();
    expect(persistence.calls).toEqual(["save a"]);
    persistence.release();
    await settle();
    expect(persistence.calls).toEqual(["save a", "settings c", "save b"]);
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
    expect(await devicesIn(persistence)).toEqual([createStored("a"), createStored("b")]);
  });

  it("tells how much waits, and whether the last batch failed", async () => {
    const { clock, persistence, writer } = createWriter();
    expect(writer.backlog).toEqual({ waiting: 0, failing: false });
    persistence.fault = new Error("disk full");
    writer.mark("a");
    writer.mark("b");
    expect(writer.backlog).toEqual({ waiting: 2, failing: false });
    clock.advance(250);
    await settle();
    expect(writer.backlog).toEqual({ waiting: 2, failing: true });
    persistence.fault = undefined;
    clock.advance(250);
    await settle();
    expect(writer.backlog).toEqual({ waiting: 0, failing: false });
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
    expect(await devicesIn(persistence)).toEqual([createStored("a")]);
    expect(clock.pendingTimers).toBe(0);
  });

  it("waits twice as long after each failure, at most 30 s, and not at all after a success", async () => {
    const { clock, persistence, writer } = createWriter();
    persistence.fault = new Error("disk full");
    writer.mark("a");
    const waits: (number | undefined)[] = [];
    for (let attempt = 0; attempt < 10; attempt += 1) {
      const waitMs = clock.nextTimerInMs;
      waits.push(waitMs);
      clock.advance(waitMs ?? 0);
      await settle();
    }
    expect(waits).toEqual([250, 250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    persistence.fault = undefined;
    await writer.flush();
    writer.mark("a");
    expect(clock.nextTimerInMs).toBe(250);
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
      clock.advance(500);
      await settle();
    }
    persistence.fault = undefined;
    clock.advance(1_000);
    await settle();
    expect(logger.lines).toEqual([
      "error: Persistence did not take 1 changes; they are kept and tried again.",
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
    expect(await devicesIn(persistence)).toEqual([createStored("a")]);
    expect(clock.pendingTimers).toBe(0);
  });

  it("waits for the batch under way and the one after it", async () => {
    const { persistence, writer } = createWriter();
    persistence.hold();
    writer.markSettings("a");
    writer.mark("b");
    const flushed = Promise.all([writer.flush(), writer.flush()]);
    persistence.release();
    await flushed;
    expect(persistence.calls).toEqual(["settings a", "save b"]);
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
    expect(await devicesIn(persistence)).toEqual([createStored("a")]);
  });
});

describe("WriteBehind close", () => {
  it("writes what is left, closes persistence once and leaves no timer", async () => {
    const { clock, persistence, writer } = createWriter();
    writer.mark("a");
    await Promise.all([writer.close(), writer.close()]);
    await writer.close();
    expect(await devicesIn(persistence)).toEqual([createStored("a")]);
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
    expect(logger.lines.at(-1)).toBe("error: 2 changes were not saved at the end.");
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

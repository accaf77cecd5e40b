import type { CommandRecord } from "@hos/protocol/rest";
import { toInstant } from "@hos/runtime";
import { ManualClock } from "@hos/runtime/testing";
import { describe, expect, it } from "vitest";
import { RestoredKeys } from "../../src/history/restored-keys.ts";
import { createRecord } from "../support/create-record.ts";

const clock = new ManualClock();
const at = toInstant(clock.now());
const requested = { stage: "requested" as const, at };
const dispatched = { stage: "dispatched" as const, at };
const failed = { stage: "failed" as const, at };
const request = { deviceId: "a", command: "next", toldPayload: {} };

function restore(record: Partial<CommandRecord>): RestoredKeys {
  const keys = new RestoredKeys(clock, 1000);
  keys.add(createRecord("c1", { idempotencyKey: "k", ...record }));
  return keys;
}

const done = { status: "succeeded" as const, stages: [requested, dispatched, { stage: "succeeded" as const, at }] };
const failure = (code: string) => ({ code, error: "No.", details: ["Because."] });

describe("RestoredKeys", () => {
  it("answers with the outcome in the journal", () => {
    expect(restore({ ...done, latencyMs: 7, result: { tries: 2 } }).find("k", request)).toEqual({
      ok: true,
      answer: { commandId: "c1", status: "succeeded", latencyMs: 7, result: { tries: 2 } },
    });
    expect(restore({ ...done, status: "confirmed" }).find("k", request)).toMatchObject({
      ok: true,
      answer: { status: "confirmed" },
    });
    const rejected = { status: "failed" as const, stages: [requested, dispatched, failed] };
    expect(restore({ ...rejected, failure: failure("DRIVER_REJECTED") }).find("k", request)).toEqual({
      ok: false,
      failure: { ...failure("DRIVER_REJECTED"), commandId: "c1" },
    });
  });

  it("says of what the end of the hub cut off that the outcome is unknown", () => {
    const stopped = { status: "failed" as const, stages: [requested, dispatched, failed] };
    expect(restore({ ...stopped, failure: failure("HUB_STOPPING") }).find("k", request)).toMatchObject({
      ok: false,
      failure: { code: "HUB_RESTARTED", commandId: "c1" },
    });
  });

  it.each(["NO_DEVICE", "DRIVER_OFFLINE", "TIMEOUT", "HUB_STOPPING", "QUEUE_FULL", "IDEMPOTENCY_MISMATCH"])(
    "leaves a key free of which the command was never sent: %s",
    (code) => {
      const keys = restore({ status: "failed", stages: [requested, failed], failure: failure(code) });
      expect(keys.find("k", request)).toBeUndefined();
    },
  );

  it.each(["HUB_RESTARTED", "INTERNAL"])("keeps a key of which the command may have been sent: %s", (code) => {
    const keys = restore({ status: "failed", stages: [requested, failed], failure: failure(code) });
    expect(keys.find("k", request)).toMatchObject({ ok: false, failure: { code } });
  });

  it.each([{ deviceId: "b" }, { command: "previous" }, { toldPayload: { level: 1 } }])(
    "tells another request from it: %o",
    (other) => {
      expect(restore(done).find("k", { ...request, ...other })).toBe("mismatch");
    },
  );

  it("forgets a key when its time is over, and takes none whose time was over before", () => {
    const keys = restore(done);
    clock.advance(999);
    expect(keys.find("k", request)).toMatchObject({ ok: true });
    clock.advance(1);
    expect(keys.find("k", request)).toBeUndefined();
    expect(keys.size).toBe(0);
    expect(restore(done).size).toBe(0);
  });

  it("takes no record without a key", () => {
    const keys = new RestoredKeys(clock, 1000);
    keys.add(createRecord("c1", { ...done }));
    expect(keys.size).toBe(0);
  });
});

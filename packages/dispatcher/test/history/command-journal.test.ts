import { describe, expect, it } from "vitest";
import type { CommandRecord } from "@hos/protocol/rest";
import { CommandJournal } from "../../src/history/command-journal.ts";
import { createRecord as record } from "../support/create-record.ts";

function filled(size: number, records: readonly CommandRecord[]): CommandJournal {
  const journal = new CommandJournal({ size });
  for (const each of records) journal.add(each);
  return journal;
}

describe("CommandJournal", () => {
  it("lists newest first", () => {
    const journal = filled(9, [record("1"), record("2"), record("3")]);
    expect(journal.list().map(({ id }) => id)).toEqual(["3", "2", "1"]);
  });

  it("lists those of a device, as many as asked for", () => {
    const journal = filled(9, [record("1"), record("2", { deviceId: "b" }), record("3"), record("4")]);
    expect(journal.list({ deviceId: "a", limit: 2 }).map(({ id }) => id)).toEqual(["4", "3"]);
    expect(journal.list({ limit: 0 })).toEqual([]);
    expect(journal.list({ deviceId: "c" })).toEqual([]);
  });

  it("forgets the oldest when large payloads or results fill it", () => {
    const journal = new CommandJournal({ size: 9, characters: 100_000 });
    for (const id of ["1", "2"]) journal.add({ ...record(id), payload: { picture: "x".repeat(40_000) } });
    expect(journal.length).toBe(2);
    const answered = record("3");
    journal.add(answered);
    const result = { picture: "x".repeat(40_000) };
    journal.step(answered, { stage: "succeeded", result }, { requestedAt: 0, at: 1 });
    expect(journal.list().map(({ id }) => id)).toEqual(["3", "2"]);
  });

  it("tells of each step after it is written", () => {
    const told: unknown[] = [];
    const journal = new CommandJournal({ size: 9, changed: ({ id, status }) => told.push([id, status]) });
    const each = record("1");
    journal.add(each);
    journal.step(each, { stage: "requested" }, { requestedAt: 0, at: 0 });
    journal.step(each, { stage: "dispatched" }, { requestedAt: 0, at: 1 });
    expect(told).toEqual([
      ["1", "pending"],
      ["1", "dispatched"],
    ]);
  });

  it("forgets the oldest when it is full", () => {
    const journal = filled(2, [record("1"), record("2"), record("3")]);
    expect(journal.length).toBe(2);
    expect(journal.get("1")).toBeUndefined();
    expect(journal.get("2")?.id).toBe("2");
  });
});

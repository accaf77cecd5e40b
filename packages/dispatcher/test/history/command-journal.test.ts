import { describe, expect, it } from "vitest";
import type { CommandRecord } from "@hos/protocol/rest";
import { CommandJournal } from "../../src/history/command-journal.ts";

function record(id: string, deviceId = "a"): CommandRecord {
  return {
    id,
    deviceId,
    command: "next",
    payload: {},
    origin: { via: "embedded" },
    timeoutMs: 5000,
    status: "pending",
    stages: [],
    latencyMs: null,
  };
}

function filled(size: number, records: readonly CommandRecord[]): CommandJournal {
  const journal = new CommandJournal(size);
  for (const each of records) journal.add(each);
  return journal;
}

describe("CommandJournal", () => {
  it("lists newest first", () => {
    const journal = filled(9, [record("1"), record("2"), record("3")]);
    expect(journal.list().map(({ id }) => id)).toEqual(["3", "2", "1"]);
  });

  it("lists those of a device, as many as asked for", () => {
    const journal = filled(9, [record("1"), record("2", "b"), record("3"), record("4")]);
    expect(journal.list({ deviceId: "a", limit: 2 }).map(({ id }) => id)).toEqual(["4", "3"]);
    expect(journal.list({ limit: 0 })).toEqual([]);
    expect(journal.list({ deviceId: "c" })).toEqual([]);
  });

  it("forgets the oldest when large payloads or results fill it", () => {
    const journal = new CommandJournal(9, 100_000);
    for (const id of ["1", "2"]) journal.add({ ...record(id), payload: { picture: "x".repeat(40_000) } });
    expect(journal.length).toBe(2);
    const answered = record("3");
    journal.add(answered);
    answered.result = { picture: "x".repeat(40_000) };
    journal.grown(answered);
    expect(journal.list().map(({ id }) => id)).toEqual(["3", "2"]);
  });

  it("forgets the oldest when it is full", () => {
    const journal = filled(2, [record("1"), record("2"), record("3")]);
    expect(journal.length).toBe(2);
    expect(journal.get("1")).toBeUndefined();
    expect(journal.get("2")?.id).toBe("2");
  });
});

import { describe, expect, it } from "vitest";
import { PendingTable } from "../../src/running/pending-table.ts";

const item = (id: string, deviceId: string) => ({ facts: { id, deviceId } });

describe("PendingTable", () => {
  it("finds by id and by device in the order of adding", () => {
    const table = new PendingTable();
    const [first, second, other] = [item("1", "a"), item("2", "a"), item("3", "b")];
    for (const each of [first, second, other]) table.add(each);
    expect(table.get("3")).toBe(other);
    expect(table.get("4")).toBeUndefined();
    expect(table.ofDevice("a")).toEqual([first, second]);
    expect(table.ofDevice("c")).toEqual([]);
  });

  it("finds the oldest that is acceptable", () => {
    const table = new PendingTable();
    for (const id of ["1", "2", "3"]) table.add(item(id, "a"));
    expect(table.oldestOf("a", () => true)?.facts.id).toBe("1");
    expect(table.oldestOf("a", ({ facts }) => facts.id !== "1")?.facts.id).toBe("2");
    expect(table.oldestOf("a", () => false)).toBeUndefined();
  });

  it("forgets what is deleted, once", () => {
    const table = new PendingTable();
    const [first, second] = [item("1", "a"), item("2", "a")];
    table.add(first);
    table.add(second);
    table.delete(first);
    table.delete(first);
    expect(table.ofDevice("a")).toEqual([second]);
    table.delete(second);
    expect(table.size).toBe(0);
    expect(table.ofDevice("a")).toEqual([]);
  });

  it("leaves a list alone that somebody is reading", () => {
    const table = new PendingTable();
    const first = item("1", "a");
    table.add(first);
    const list = table.ofDevice("a");
    table.add(item("2", "a"));
    table.delete(first);
    expect(list).toEqual([first]);
  });
});

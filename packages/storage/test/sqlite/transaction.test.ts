import { DatabaseSync } from "node:sqlite";
import { describe, expect, it, onTestFinished } from "vitest";
import { inTransaction } from "../../src/sqlite/database/transaction.ts";

function open(): DatabaseSync {
  const database = new DatabaseSync(":memory:");
  onTestFinished(() => database.close());
  database.exec("CREATE TABLE notes (text TEXT)");
  return database;
}

describe("inTransaction", () => {
  // https://sqlite.org/pragma.html#pragma_synchronous
  it.each([
    ["FULL", 2],
    ["NORMAL", 1],
  ] as const)("is as durable as it is asked to be: %s", (durability, level) => {
    const database = open();
    inTransaction(database, "FULL", () => undefined);
    let found: unknown;
    inTransaction(database, durability, () => {
      found = database.prepare("PRAGMA synchronous").get();
    });
    expect(found).toEqual({ synchronous: level });
  });

  it("undoes what was done when the work throws, and throws the same", () => {
    const database = open();
    const fault = new Error("no");
    expect(() =>
      inTransaction(database, "FULL", () => {
        database.exec("INSERT INTO notes VALUES ('half')");
        throw fault;
      }),
    ).toThrow(fault);
    expect(database.prepare("SELECT * FROM notes").all()).toEqual([]);
    inTransaction(database, "FULL", () => database.exec("INSERT INTO notes VALUES ('whole')"));
    expect(database.prepare("SELECT * FROM notes").all()).toHaveLength(1);
  });
});

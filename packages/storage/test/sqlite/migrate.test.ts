import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it, onTestFinished } from "vitest";
import { migrate, readVersion } from "../../src/sqlite/database/migrate.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const FIRST = "CREATE TABLE notes (text TEXT) STRICT; INSERT INTO notes VALUES ('kept')";
const SECOND = "ALTER TABLE notes ADD COLUMN colour TEXT DEFAULT 'red'";
const BROKEN = "INSERT INTO notes (text) VALUES ('half'); SELECT nonsense";

function open() {
  const file = join(temporaryFolder(), "hos.db");
  const database = new DatabaseSync(file);
  onTestFinished(() => database.close());
  database.exec("PRAGMA journal_mode = WAL");
  return { database, file, copyTo: join(temporaryFolder(), "copy.db") };
}

describe("migrate", () => {
  it("makes a new database without a copy", () => {
    const { database, file, copyTo } = open();
    migrate(database, file, { copyTo, migrations: [FIRST, SECOND] });
    expect(readVersion(database, file, [FIRST, SECOND])).toBe(2);
    expect(existsSync(copyTo)).toBe(false);
  });

  it("brings an older one forward and keeps a copy of what it was", () => {
    const { database, file, copyTo } = open();
    migrate(database, file, { copyTo, migrations: [FIRST] });
    migrate(database, file, { copyTo, migrations: [FIRST, SECOND] });
    expect(database.prepare("SELECT * FROM notes").all()).toEqual([{ text: "kept", colour: "red" }]);
    const copy = new DatabaseSync(copyTo);
    onTestFinished(() => copy.close());
    expect(readVersion(copy, copyTo, [FIRST])).toBe(1);
    expect(copy.prepare("SELECT * FROM notes").all()).toEqual([{ text: "kept" }]);
    expect(statSync(copyTo).mode & 0o077).toBe(0);
  });

  it("does nothing where nothing is to be done", () => {
    const { database, file, copyTo } = open();
    migrate(database, file, { copyTo, migrations: [FIRST] });
    migrate(database, file, { copyTo, migrations: [FIRST] });
    expect(existsSync(copyTo)).toBe(false);
  });

  it("leaves the database at the last step that succeeded", () => {
    const { database, file, copyTo } = open();
    migrate(database, file, { copyTo, migrations: [FIRST] });
    expect(() => migrate(database, file, { copyTo, migrations: [FIRST, SECOND, BROKEN] })).toThrow("nonsense");
    expect(readVersion(database, file, [FIRST, SECOND])).toBe(2);
    expect(database.prepare("SELECT text FROM notes").all()).toEqual([{ text: "kept" }]);
  });
});

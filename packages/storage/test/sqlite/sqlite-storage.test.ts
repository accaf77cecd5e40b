import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { backupFolder } from "../../src/sqlite/index.ts";
import { openStorage, thing } from "../support/open-storage.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

// Each opening starts a thread, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const HOLDER = new URL("../support/hold-folder.ts", import.meta.url).pathname;

/** A process of its own that has a folder open. */
async function holdFolder(folder: string) {
  const holder = spawn(process.execPath, ["--conditions=@hos/source", HOLDER, folder], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  onTestFinished(() => void holder.kill("SIGKILL"));
  await once(holder.stdout, "data");
  return holder;
}

describe("SqliteStorage.open", () => {
  it("makes the folder and the file, for their owner only", async () => {
    const folder = join(temporaryFolder(), "a", "b");
    const { storage } = await openStorage(folder);
    await storage.documents.write([thing("a", 1)]);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const modes = ["hos.db", "hos.db-wal", "hos.db-shm"].map((file) => statSync(join(folder, file)).mode & 0o777);
    expect(modes).toEqual([0o600, 0o600, 0o600]);
    expect(storage.readOnly).toBe(false);
  });

  it("leaves one file when it was closed", async () => {
    const folder = temporaryFolder();
    const { storage } = await openStorage(folder);
    await storage.documents.write([thing("a", 1)]);
    await Promise.all([storage.close(), storage.close()]);
    await storage[Symbol.asyncDispose]();
    expect(readdirSync(folder).toSorted()).toEqual(["hos.db", "hos.lock"]);
  });

  it("refuses a folder that another storage of this process uses, until that is closed", async () => {
    const folder = temporaryFolder();
    const { storage } = await openStorage(folder);
    const refused = { name: "StorageError", code: "LOCKED", message: expect.stringContaining(folder) as string };
    await expect(openStorage(folder)).rejects.toMatchObject(refused);
    await storage.close();
    await expect(openStorage(folder)).resolves.toBeDefined();
  });

  it("refuses a folder that another process uses, until that was killed", async () => {
    const folder = temporaryFolder();
    const holder = await holdFolder(folder);
    await expect(openStorage(folder)).rejects.toMatchObject({ code: "LOCKED" });
    holder.kill("SIGKILL");
    await once(holder, "exit");
    const { storage } = await openStorage(folder);
    expect(await storage.documents.load()).toEqual([{ collection: "things", id: "held", body: {} }]);
  });

  it("refuses a file of a newer version and leaves it as it is", async () => {
    const folder = temporaryFolder();
    await (await openStorage(folder)).storage.close();
    change(folder, "PRAGMA user_version = 99");
    const before = readFileSync(join(folder, "hos.db"));
    await expect(openStorage(folder)).rejects.toMatchObject({
      code: "TOO_NEW",
      message: expect.stringMatching(/hos\.db was written by a newer version of HOS \(99;/) as string,
    });
    expect(readFileSync(join(folder, "hos.db"))).toEqual(before);
  });

  it.each<[string, (folder: string) => void]>([
    ["is no database", (folder) => writeFileSync(join(folder, "hos.db"), "no database".repeat(1000))],
    ["is of another program", (folder) => change(folder, "CREATE TABLE theirs (x)")],
    ["is of another program that counts versions", (folder) => change(folder, "PRAGMA user_version = 1")],
  ])("refuses a file that %s and leaves it as it is", async (_, write) => {
    const folder = temporaryFolder();
    write(folder);
    const before = readFileSync(join(folder, "hos.db"));
    await expect(openStorage(folder)).rejects.toMatchObject({
      code: "DAMAGED",
      message: expect.stringContaining(join(folder, "hos.db")) as string,
    });
    expect(readFileSync(join(folder, "hos.db"))).toEqual(before);
  });

  it("refuses a file with a page that was overwritten", async () => {
    const folder = temporaryFolder();
    const { storage } = await openStorage(folder);
    await storage.documents.write(Array.from({ length: 500 }, (_, index) => thing(`${index}`, index)));
    await storage.close();
    const bytes = readFileSync(join(folder, "hos.db"));
    bytes.fill(0xaa, bytes.length - 4096);
    writeFileSync(join(folder, "hos.db"), bytes);
    await expect(openStorage(folder)).rejects.toMatchObject({ code: "DAMAGED" });
    expect(readFileSync(join(folder, "hos.db"))).toEqual(bytes);
  });

  it("takes an empty file, which a hub that was cut off at its first start leaves", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "hos.db"), "");
    const { storage } = await openStorage(folder);
    await storage.documents.write([thing("a", 1)]);
    expect(await storage.documents.load()).toEqual([thing("a", 1)]);
  });

  it("says what is wrong where the folder is a file", async () => {
    const file = join(temporaryFolder(), "file");
    writeFileSync(file, "");
    await expect(openStorage(file)).rejects.toMatchObject({ name: "StorageError", code: "FAILED" });
  });
});

describe("SqliteStorage parts", () => {
  it("refuse everything with CLOSED once they are closed, and leave the others open", async () => {
    const { storage } = await openStorage(temporaryFolder());
    await storage.documents.close();
    await expect(storage.documents.write([thing("a", 1)])).rejects.toMatchObject({ code: "CLOSED" });
    await expect(storage.documents.load()).rejects.toMatchObject({ code: "CLOSED" });
    await storage.devices.saveSettings([]);
    await storage.close();
    await expect(storage.devices.load()).rejects.toMatchObject({ code: "CLOSED" });
    await expect(storage.journal.save([], 1)).rejects.toMatchObject({ code: "CLOSED" });
  });

  it("finish what was asked before storage is closed", async () => {
    const folder = temporaryFolder();
    const { storage } = await openStorage(folder);
    const written = Array.from({ length: 20 }, (_, index) => storage.documents.write([thing(`${index}`, index)]));
    await storage.close();
    await Promise.all(written);
    const second = await openStorage(folder);
    expect(await second.storage.documents.load()).toHaveLength(20);
  });

  it("write all of a write or nothing", async () => {
    const folder = temporaryFolder();
    const { storage } = await openStorage(folder);
    await storage.documents.write([thing("a", 1)]);
    // Something that SQLite cannot take in the place of an id: the first change is undone with it.
    const bad = { ...thing("b", 2), id: {} as unknown as string };
    await expect(storage.documents.write([thing("a", 2), bad])).rejects.toMatchObject({ code: "FAILED" });
    expect(await storage.documents.load()).toEqual([thing("a", 1)]);
  });
});

describe("SqliteStorage backup", () => {
  it("copies what is stored at one moment while writes go on", async () => {
    const folder = temporaryFolder();
    const { storage } = await openStorage(folder);
    const writing = new AbortController();
    const writes = (async () => {
      for (let count = 0; !writing.signal.aborted; count += 1) {
        await storage.documents.write([thing("a", count), thing("b", count)]);
      }
    })();
    for (const name of ["1.db", "2.db", "3.db"]) await storage.backup(join(folder, name));
    writing.abort();
    await writes;
    for (const name of ["1.db", "2.db", "3.db"]) {
      const [a, b] = valuesIn(join(folder, name));
      expect(a).toBe(b);
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    }
  });

  it("refuses a file that exists and leaves it as it is", async () => {
    const folder = temporaryFolder();
    const { storage } = await openStorage(folder);
    const file = join(folder, "mine");
    writeFileSync(file, "mine");
    await expect(storage.backup(file)).rejects.toMatchObject({
      code: "FAILED",
      message: expect.stringContaining("exists already") as string,
    });
    expect(readFileSync(file, "utf8")).toBe("mine");
  });

  it("says which folder is missing", async () => {
    const folder = temporaryFolder();
    const { storage } = await openStorage(folder);
    await expect(storage.backup(join(folder, "nowhere", "b.db"))).rejects.toMatchObject({
      name: "StorageError",
      message: expect.stringContaining("nowhere") as string,
    });
  });

  it("copies a folder that another process uses", async () => {
    const folder = temporaryFolder();
    await holdFolder(folder);
    const file = join(temporaryFolder(), "copy.db");
    await backupFolder({ folder, file });
    expect(valuesIn(file)).toEqual([null]);
  });

  it("says that there is nothing to copy, and makes nothing", async () => {
    const folder = temporaryFolder();
    await expect(backupFolder({ folder, file: join(folder, "b.db") })).rejects.toMatchObject({ code: "FAILED" });
    expect(readdirSync(folder)).toEqual([]);
  });
});

function change(folder: string, sql: string): void {
  const database = new DatabaseSync(join(folder, "hos.db"));
  database.exec(sql);
  database.close();
}

function valuesIn(file: string): readonly unknown[] {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return database
      .prepare("SELECT body ->> '$.value' AS value FROM documents ORDER BY id")
      .all()
      .map(({ value }) => value);
  } finally {
    database.close();
  }
}

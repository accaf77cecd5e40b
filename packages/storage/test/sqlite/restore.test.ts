import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { JsonObject } from "@hos/protocol";
import { ManualClock } from "@hos/runtime/testing";
import { describe, expect, it, vi } from "vitest";
import type { DocumentChange } from "../../src/index.ts";
import { type RestorePolicy, restoreBackup } from "../../src/sqlite/index.ts";
import { openStorage, thing } from "../support/open-storage.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

// Each opening starts a thread, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const STAMP = "2026-01-01T00-00-00-000Z";

/** What access control may want: no session comes back, and a token lives on only where it lives now. */
const POLICY: RestorePolicy = {
  sessions: () => new Map(),
  tokens: ({ restored, current }) => {
    const kept = new Map<string, JsonObject>();
    for (const id of restored.keys()) {
      const now = current?.get(id);
      if (now !== undefined) kept.set(id, now);
    }
    return kept;
  },
};

function token(id: string, revokedAt: string | null = null): DocumentChange {
  return { collection: "tokens", id, body: { revokedAt } };
}

/** A folder whose hub does not run, and a backup of it from before these changes were made. */
async function createHome(before: readonly DocumentChange[], after: readonly DocumentChange[] = []) {
  const folder = temporaryFolder();
  const file = join(temporaryFolder(), "backup.db");
  const { storage } = await openStorage(folder);
  await storage.documents.write(before);
  await storage.backup(file);
  await storage.documents.write(after);
  await storage.close();
  return { folder, file };
}

async function documentsIn(folder: string): Promise<readonly unknown[]> {
  const { storage } = await openStorage(folder);
  const documents = await storage.documents.load();
  await storage.close();
  return documents;
}

function restore(folder: string, file: string, policy = POLICY) {
  return restoreBackup({ folder, file, policy, clock: new ManualClock() });
}

function insertInto(table: string, body: string): string {
  return `INSERT INTO ${table} (id, body) VALUES ('x', '${body}')`;
}

describe("restoreBackup", () => {
  it("brings back what the backup holds and keeps what was there beside it", async () => {
    const { folder, file } = await createHome([thing("a", 1)], [thing("a", 2), thing("b", 2)]);
    const { kept = "" } = await restore(folder, file);
    expect(kept).toBe(join(folder, `hos-before-restore-${STAMP}.db`));
    expect(await documentsIn(folder)).toEqual([thing("a", 1)]);
    expect([join(folder, "hos.db"), kept].map((path) => statSync(path).mode & 0o777)).toEqual([0o600, 0o600]);
    await restoreBackup({ folder, file: kept, policy: POLICY, clock: new ManualClock(0) });
    expect(await documentsIn(folder)).toEqual([thing("a", 2), thing("b", 2)]);
  });

  it("brings back devices, what people set and the journal", async () => {
    const folder = temporaryFolder();
    const file = join(folder, "backup.db");
    const { storage } = await openStorage(folder);
    const settings = { name: "Desk", spaceId: null, hidden: false };
    await storage.devices.saveSettings([{ id: "a", settings }]);
    await storage.backup(file);
    await storage.devices.saveSettings([{ id: "a", settings: null }]);
    await storage.close();
    await restore(folder, file);
    const { storage: restored } = await openStorage(folder);
    expect((await restored.devices.load()).settings).toEqual([{ id: "a", settings }]);
  });

  it("does what the policy says: no session, and no token that is revoked or gone, lives again", async () => {
    const { folder, file } = await createHome(
      [token("live"), token("revoked"), token("gone"), { collection: "sessions", id: "s", body: {} }],
      [token("revoked", "2026-01-01"), { collection: "tokens", id: "gone", body: null }, token("newer")],
    );
    await restore(folder, file);
    expect(await documentsIn(folder)).toEqual([token("live"), token("revoked", "2026-01-01")]);
  });

  it("knows of no token where there is no database, or none that can be read", async () => {
    const { folder, file } = await createHome([token("live"), thing("a", 1)]);
    const elsewhere = join(temporaryFolder(), "new");
    expect(await restore(elsewhere, file)).toEqual({ kept: undefined });
    expect(await documentsIn(elsewhere)).toEqual([thing("a", 1)]);
    writeFileSync(join(folder, "hos.db"), "damaged");
    const kept = join(folder, `hos-unreadable-${STAMP}.db`);
    expect(await restore(folder, file)).toEqual({ kept });
    expect(readFileSync(kept, "utf8")).toBe("damaged");
    expect(await documentsIn(folder)).toEqual([thing("a", 1)]);
  });

  it("refuses while a hub uses the folder, and changes nothing", async () => {
    const { folder, file } = await createHome([thing("a", 1)], [thing("a", 2)]);
    const { storage } = await openStorage(folder);
    await expect(restore(folder, file)).rejects.toMatchObject({ code: "LOCKED" });
    expect(await storage.documents.load()).toEqual([thing("a", 2)]);
  });

  it("refuses while another program reads the database, and changes nothing", async () => {
    const { folder, file } = await createHome([thing("a", 1)], [thing("a", 2)]);
    const reader = new DatabaseSync(join(folder, "hos.db"), { readOnly: true });
    reader.exec("BEGIN");
    reader.prepare("SELECT * FROM documents").all();
    await expect(restore(folder, file)).rejects.toMatchObject({
      code: "LOCKED",
      message: expect.stringContaining("try again") as string,
    });
    reader.close();
    expect(readdirSync(folder).filter((name) => !name.startsWith("hos.db"))).toEqual(["hos.lock"]);
    expect(await documentsIn(folder)).toEqual([thing("a", 2)]);
  });

  it.each<[string, string, (file: string) => void]>([
    ["is no database", "DAMAGED", (file) => writeFileSync(file, "no database")],
    ["is empty", "DAMAGED", (file) => writeFileSync(file, "")],
    ["is of a newer version", "TOO_NEW", (file) => change(file, "PRAGMA user_version = 99")],
    ["lost its end", "DAMAGED", (file) => writeFileSync(file, readFileSync(file).subarray(0, 9000))],
    ["has a page that was overwritten", "DAMAGED", (file) => writeFileSync(file, overwriteEnd(readFileSync(file)))],
    ["holds what is no JSON", "DAMAGED", (file) => change(file, "UPDATE documents SET body = 'text'")],
    ["holds a device that is no object", "DAMAGED", (file) => change(file, insertInto("devices", "null"))],
    ["holds a state that is a list", "DAMAGED", (file) => change(file, insertInto("device_states", "[]"))],
    ["holds settings that are cut off", "DAMAGED", (file) => change(file, insertInto("device_settings", '{"a":'))],
    ["holds a record that is lax JSON", "DAMAGED", (file) => change(file, insertInto("journal", "{a:1}"))],
    ["is of another program", "DAMAGED", (file) => change(file, "PRAGMA application_id = 1")],
    [
      "acts by itself",
      "DAMAGED",
      (file) => change(file, "CREATE TRIGGER t AFTER DELETE ON documents BEGIN DELETE FROM devices; END"),
    ],
  ])("refuses a backup that %s, and changes nothing", async (_, code, spoil) => {
    const { folder, file } = await createHome([thing("a", 1)], [thing("a", 2)]);
    spoil(file);
    const spoilt = readFileSync(file);
    await expect(restore(folder, file)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(file) as string,
    });
    expect(readFileSync(file)).toEqual(spoilt);
    expect(readdirSync(folder).toSorted()).toEqual(["hos.db", "hos.lock"]);
    expect(await documentsIn(folder)).toEqual([thing("a", 2)]);
  });

  it("says that there is no such backup", async () => {
    const { folder } = await createHome([thing("a", 1)]);
    const file = join(folder, "nowhere.db");
    await expect(restore(folder, file)).rejects.toMatchObject({ message: `${file} does not exist.` });
  });

  it("takes the files of a hub that was killed for a backup, with what its log holds", async () => {
    const { folder } = await createHome([]);
    const { storage } = await openStorage(folder);
    await storage.documents.write([thing("a", 1)]);
    const copy = temporaryFolder();
    for (const name of ["hos.db", "hos.db-wal"]) copyFileSync(join(folder, name), join(copy, name));
    await storage.close();
    const elsewhere = temporaryFolder();
    await restore(elsewhere, join(copy, "hos.db"));
    expect(await documentsIn(elsewhere)).toEqual([thing("a", 1)]);
  });
});

describe("SqliteStorage.stageRestore", () => {
  it("is carried out at the next start, by the policy, once", async () => {
    const { folder, file } = await createHome([token("live"), token("revoked"), thing("a", 1)]);
    const first = await openStorage(folder);
    await first.storage.stageRestore(file);
    await first.storage.documents.write([token("revoked", "2026-01-01"), thing("a", 2)]);
    expect(await first.storage.documents.load()).toEqual([
      token("live"),
      token("revoked", "2026-01-01"),
      thing("a", 2),
    ]);
    await first.storage.close();

    const second = await openStorage(folder, { restorePolicy: POLICY });
    expect(second.logger.lines).toEqual(["warn: A backup was restored."]);
    expect(await second.storage.documents.load()).toEqual([
      token("live"),
      token("revoked", "2026-01-01"),
      thing("a", 1),
    ]);
    await second.storage.documents.write([thing("a", 3)]);
    await second.storage.close();
    expect(existsSync(join(folder, `hos-before-restore-${STAMP}.db`))).toBe(true);
    expect(await documentsIn(folder)).toContainEqual(thing("a", 3));
  });

  it("refuses a bad backup at once", async () => {
    const { folder, file } = await createHome([thing("a", 1)]);
    writeFileSync(file, "no database");
    const { storage } = await openStorage(folder);
    await expect(storage.stageRestore(file)).rejects.toMatchObject({ code: "DAMAGED" });
    await storage.close();
    expect(await documentsIn(folder)).toEqual([thing("a", 1)]);
  });

  it("replaces what was staged before", async () => {
    const { folder, file } = await createHome([thing("a", 1)], [thing("a", 2)]);
    const { storage } = await openStorage(folder);
    const later = join(folder, "later.db");
    await storage.backup(later);
    await storage.stageRestore(file);
    await storage.stageRestore(later);
    await storage.close();
    expect(await documentsIn(folder)).toEqual([thing("a", 2)]);
  });

  it("goes on with what there was where the policy fails, and does not try again", async () => {
    const { folder, file } = await createHome([thing("a", 1)], [thing("a", 2)]);
    const first = await openStorage(folder);
    await first.storage.stageRestore(file);
    await first.storage.close();
    const restorePolicy: RestorePolicy = {
      things: () => {
        throw new Error("broken");
      },
    };
    const second = await openStorage(folder, { restorePolicy });
    expect(second.logger.lines).toEqual(["error: The backup could not be restored and was put aside."]);
    expect(await second.storage.documents.load()).toEqual([thing("a", 2)]);
    await second.storage.close();
    expect(readdirSync(folder)).toContain(`hos-restore-failed-${STAMP}.db`);
    expect(await documentsIn(folder)).toEqual([thing("a", 2)]);
  });
});

function overwriteEnd(bytes: Buffer): Buffer {
  return bytes.fill(0xaa, bytes.length - 4096);
}

function change(file: string, sql: string): void {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
}

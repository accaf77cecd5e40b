import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { storageFilesIn } from "@hos/storage/sqlite";
import { type Finding, fail, ok } from "./finding.ts";

const BUSY_TIMEOUT_MS = 5000;

/** Whether the database is intact. The hub may be running. */
export function checkDatabase(folder: string): Finding {
  const file = storageFilesIn(folder).database;
  if (!existsSync(file)) return ok("There is no database yet; the hub makes it at its first start.");
  const advice = `Stop the hub and restore a backup: hos-server restore <file>. ${folder} may hold copies that were kept.`;
  try {
    const fault = findFault(file);
    return fault === "ok" ? ok(`${file} is intact.`) : fail(`${file} is damaged: ${fault}.`, advice);
  } catch (error) {
    return fail(`${file} cannot be read: ${(error as Error).message}.`, advice);
  }
}

function findFault(file: string): string {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    return String(database.prepare("PRAGMA integrity_check(1)").get()?.["integrity_check"]);
  } finally {
    database.close();
  }
}

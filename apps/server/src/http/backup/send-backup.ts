import { mkdtemp, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { ApiContext } from "../api-context.ts";
import type { BackupServices } from "../http-services.ts";
import { noFiles } from "./no-files.ts";

/** Answers with a copy of all that is stored. The copy is a file only until it is opened, so that none is left behind. */
export async function sendBackup(c: ApiContext, { storage, folder }: BackupServices): Promise<Response> {
  if (storage.backup === undefined) throw noFiles();
  const headers = {
    "content-type": "application/octet-stream",
    "content-disposition": 'attachment; filename="hos-backup.db"',
    "cache-control": "no-store",
  };
  // HEAD comes here as well, and nobody would read the copy.
  if (c.req.raw.method === "HEAD") return c.body(null, 200, headers);
  const place = await mkdtemp(join(folder, "backup-"));
  try {
    const file = join(place, "hos.db");
    await storage.backup(file);
    const handle = await open(file, "r");
    const { size } = await handle.stat();
    const stream = Readable.toWeb(handle.createReadStream()) as ReadableStream<Uint8Array>;
    return c.body(stream, 200, { ...headers, "content-length": String(size) });
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { ApiFailure } from "@hos/protocol/rest";
import { isStorageError } from "@hos/storage";
import type { ApiContext } from "../api-context.ts";
import type { BackupServices } from "../http-services.ts";
import { noFiles } from "./no-files.ts";

const BINARY_TYPE = /^application\/(?:octet-stream|vnd\.sqlite3|x-sqlite3)(?:\s*;|$)/i;

/**
 * Takes the body as a backup, checks it and has it restored at the next start.
 *
 * @throws {ApiFailure} UNSUPPORTED_MEDIA_TYPE, BODY_TOO_LARGE, or INVALID_REQUEST for one that cannot be used; nothing
 * changed then.
 */
export async function receiveBackup({ req }: ApiContext, { storage, folder, maxBytes }: BackupServices): Promise<void> {
  if (storage.stageRestore === undefined) throw noFiles();
  if (!BINARY_TYPE.test(req.header("content-type") ?? "")) {
    throw new ApiFailure("UNSUPPORTED_MEDIA_TYPE", "The body must be a backup.", {
      details: ["Set the header Content-Type: application/octet-stream."],
    });
  }
  if (Number(req.header("content-length") ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const place = await mkdtemp(join(folder, "restore-"));
  try {
    const file = join(place, "hos.db");
    await pipeline(bound(req.raw.body, maxBytes), createWriteStream(file, { flags: "wx", mode: 0o600 }));
    await storage.stageRestore(file);
  } catch (error) {
    throw explain(error);
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

async function* bound(body: ReadableStream<Uint8Array> | null, maxBytes: number): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge(maxBytes);
    yield chunk;
  }
}

function explain(error: unknown): unknown {
  if (!isStorageError(error)) return error;
  if (error.code === "TOO_NEW") return unusable("The backup was made by a newer version of HOS.", error);
  if (error.code === "DAMAGED") return unusable("The body is not a backup of HOS, or it is damaged.", error);
  return error;
}

function unusable(message: string, cause: unknown): ApiFailure {
  return new ApiFailure("INVALID_REQUEST", message, { details: ["Nothing changed."], cause });
}

function tooLarge(maxBytes: number): ApiFailure {
  return new ApiFailure("BODY_TOO_LARGE", "The backup is too large.", {
    details: [`The body may have ${maxBytes} bytes; HOS_MAX_BACKUP_BYTES sets another bound.`],
  });
}

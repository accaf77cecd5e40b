import { ManualClock } from "@hos/runtime/testing";
import { onTestFinished } from "vitest";
import type { DocumentChange } from "../../src/index.ts";
import { SqliteStorage, type SqliteStorageOptions } from "../../src/sqlite/index.ts";
import { createRecordingLogger } from "./recording-logger.ts";

/** Opens storage on a clock that stands still at 2026-01-01T00:00:00Z; it is closed after the test. */
export async function openStorage(folder: string, options: Partial<SqliteStorageOptions> = {}) {
  const logger = createRecordingLogger();
  const storage = await SqliteStorage.open({ folder, restorePolicy: {}, clock: new ManualClock(), logger, ...options });
  onTestFinished(() => storage.close());
  return { storage, logger };
}

/** A document of the collection `things`. */
export function thing(id: string, value: number): DocumentChange & { readonly body: object } {
  return { collection: "things", id, body: { value } };
}

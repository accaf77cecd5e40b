import { describeDevicePersistence } from "@hos/state-store/testing";
import { describe, it, vi } from "vitest";
import { SqliteStorage } from "../../src/sqlite/index.ts";
import { describeDocumentPersistence, describeJournalPersistence } from "../../src/testing/index.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

// Each opening starts a thread, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

type Part = "devices" | "documents" | "journal";

/** Opens one part of storage; its `close()` closes all of it, so that it can be opened again. */
function create<Name extends Part>(name: Name) {
  const folder = temporaryFolder();
  return async (): Promise<SqliteStorage[Name]> => {
    const storage = await SqliteStorage.open({ folder, restorePolicy: {} });
    const part = storage[name];
    const close = part.close.bind(part);
    part.close = () => {
      part.close = close;
      return storage.close();
    };
    return part;
  };
}

const runner = { describe, it };
describeDevicePersistence("SQLite", () => create("devices"), runner);
describeDocumentPersistence("SQLite", () => create("documents"), runner);
describeJournalPersistence("SQLite", () => create("journal"), runner);

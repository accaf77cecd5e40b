import { describe, it } from "vitest";
import { MemoryJournalPersistence } from "../../src/index.ts";
import { describeJournalPersistence } from "../../src/testing/index.ts";

describeJournalPersistence(
  "memory",
  () => {
    const persistence = new MemoryJournalPersistence();
    return () => persistence;
  },
  { describe, it },
);

import { describe, it } from "vitest";
import { MemoryDocumentPersistence } from "../../src/index.ts";
import { describeDocumentPersistence } from "../../src/testing/index.ts";

describeDocumentPersistence(
  "memory",
  () => {
    const persistence = new MemoryDocumentPersistence();
    return () => persistence;
  },
  { describe, it },
);

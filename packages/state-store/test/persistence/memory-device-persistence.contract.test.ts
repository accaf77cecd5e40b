import { describe, it } from "vitest";
import { MemoryDevicePersistence } from "../../src/index.ts";
import { describeDevicePersistence } from "../../src/testing/index.ts";

describeDevicePersistence(
  "memory",
  () => {
    const persistence = new MemoryDevicePersistence();
    return () => persistence;
  },
  { describe, it },
);

import { silentLogger } from "@hos/runtime";
import { describe, expect, test } from "vitest";

describe("silentLogger", () => {
  test("takes every level, and its child is as silent", () => {
    const child = silentLogger.child({ driver: "A1" });
    for (const level of ["debug", "info", "warn", "error"] as const) {
      expect(child[level]("text", { count: 1 })).toBeUndefined();
    }
  });
});

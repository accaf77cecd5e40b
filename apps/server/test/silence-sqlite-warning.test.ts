import { describe, expect, it } from "vitest";
import { silenceSqliteWarning, type WarningEmitter } from "../src/silence-sqlite-warning.ts";

const SQLITE = "SQLite is an experimental feature and might change at any time";

describe("silenceSqliteWarning", () => {
  it("keeps to itself that SQLite is experimental, and tells everything else", () => {
    const told: unknown[] = [];
    const emitter: WarningEmitter = { emitWarning: (...given) => void told.push(given) };
    silenceSqliteWarning(emitter);
    emitter.emitWarning(SQLITE, "ExperimentalWarning");
    const error = new Error(SQLITE);
    emitter.emitWarning("Type Stripping is an experimental feature", "ExperimentalWarning");
    emitter.emitWarning(SQLITE, "DeprecationWarning");
    emitter.emitWarning(error);
    expect(told).toEqual([
      ["Type Stripping is an experimental feature", "ExperimentalWarning"],
      [SQLITE, "DeprecationWarning"],
      [error],
    ]);
  });
});

import { consoleLogger } from "@hos/runtime";
import { afterEach, describe, expect, test, vi } from "vitest";

afterEach(() => {
  vi.restoreAllMocks();
});

describe("consoleLogger", () => {
  test.each(["debug", "info", "warn", "error"] as const)("writes %s with the method of that name", (level) => {
    const write = vi.spyOn(console, level).mockImplementation(() => {});
    consoleLogger[level]("connected", { port: 8080 });
    consoleLogger[level]("closed");
    expect(write.mock.calls).toEqual([["connected", { port: 8080 }], ["closed"]]);
  });

  test("adds the fields of a child to each line, those of the line last", () => {
    const write = vi.spyOn(console, "info").mockImplementation(() => {});
    const child = consoleLogger.child({ driver: "A1", port: 1 }).child({ session: "S1" });
    child.info("registered", { port: 2 });
    child.info("closed");
    expect(write.mock.calls).toEqual([
      ["registered", { driver: "A1", session: "S1", port: 2 }],
      ["closed", { driver: "A1", session: "S1", port: 1 }],
    ]);
  });
});

import { describe, expect, it } from "vitest";
import { REMEMBERED_RESULTS, ResultMemory } from "../../src/actions/result-memory.ts";

describe("ResultMemory", () => {
  it("tells a running command from one that ended and one that is new", () => {
    const memory = new ResultMemory();
    expect(memory.recall("r1")).toBeUndefined();
    memory.begin("r1");
    expect(memory.recall("r1")).toBe("running");
    memory.end("r1", { success: true });
    expect(memory.recall("r1")).toEqual({ success: true });
    expect(memory.running).toBe(0);
  });

  it("remembers the last 256 results and every command that runs", () => {
    const memory = new ResultMemory();
    expect(REMEMBERED_RESULTS).toBe(256);
    memory.begin("running");
    for (let index = 0; index <= REMEMBERED_RESULTS; index += 1) memory.end(`r${index}`, { success: true });
    expect(memory.recall("r0")).toBeUndefined();
    expect(memory.recall("r1")).toEqual({ success: true });
    expect(memory.recall("running")).toBe("running");
  });
});

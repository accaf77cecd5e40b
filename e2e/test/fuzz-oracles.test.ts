import { describe, expect, it } from "vitest";
import { expectSentence } from "../src/fuzz/campaigns/expect-sentence.ts";
import { replaceNode, toJsonTree, writeJsonTree } from "../src/fuzz/grammar/json-tree.ts";
import { mutateJson } from "../src/fuzz/grammar/mutate-json.ts";
import { mutateText } from "../src/fuzz/grammar/mutate-text.ts";
import { LogWatch } from "../src/fuzz/lab/log-watch.ts";
import { MemoryCheck } from "../src/fuzz/lab/memory-check.ts";

const MEBIBYTE = 1024 * 1024;

describe("LogWatch", () => {
  it.each([
    ["an error", '{"level":50,"msg":"A request failed."}'],
    ["a rejection that nobody handled", "[UnhandledPromiseRejection] x"],
    ["a warning of Node", "(node:1) MaxListenersExceededWarning: Possible leak"],
    ["a stack", "    at run (file:///hub.ts:1:1)"],
    ["a planted secret", '{"level":30,"msg":"it is open-sesame"}'],
  ])("finds %s", (_what, line) => {
    const watch = new LogWatch();
    watch.plant("hos_1_open-sesame");
    watch.take(line);
    expect(watch.drain()).toHaveLength(1);
    expect(watch.drain()).toEqual([]);
  });

  it("passes over what a hub that is well writes", () => {
    const watch = new LogWatch();
    watch.plant("open-sesame");
    watch.take('{"level":40,"msg":"A password was wrong."}');
    watch.take("HOS is ready at http://127.0.0.1:8080");
    expect(watch.drain()).toEqual([]);
  });
});

describe("MemoryCheck", () => {
  it("complains of memory that grows from round to round, not of one that is full once", () => {
    const growing = new MemoryCheck();
    const complaints = Array.from({ length: 30 }, (_, round) => growing.add(round * 10 * MEBIBYTE));
    expect(complaints.at(-1)).toMatch(/^Memory does not come back: it grew by \d+ MiB$/);
    const steady = new MemoryCheck();
    const peaks = Array.from({ length: 30 }, (_, round) => steady.add((round % 2 === 0 ? 200 : 50) * MEBIBYTE));
    expect(peaks.every((complaint) => complaint === undefined)).toBe(true);
  });
});

describe("expectSentence", () => {
  it("takes sentences only", () => {
    expect(() => expectSentence("Send one JSON object.")).not.toThrow();
    for (const text of ["", "HPE_INVALID", `${"x".repeat(5000)}.`])
      expect(() => expectSentence(text)).toThrow(/no sentence/);
  });
});

describe("the grammar", () => {
  const tree = toJsonTree({ a: { b: 1 }, c: [2, 3] });

  it("writes what it read", () => {
    expect(writeJsonTree(tree)).toBe('{"a":{"b":1},"c":[2,3]}');
  });

  it("counts nodes from the root on, parents first", () => {
    const marked = [0, 1, 2, 3, 4, 5].map((place) =>
      writeJsonTree(replaceNode(tree, place, () => ({ kind: "text", text: "X" }))),
    );
    expect(marked).toEqual([
      "X",
      '{"a":X,"c":[2,3]}',
      '{"a":{"b":X},"c":[2,3]}',
      '{"a":{"b":1},"c":X}',
      '{"a":{"b":1},"c":[X,3]}',
      '{"a":{"b":1},"c":[2,X]}',
    ]);
  });

  it("spoils JSON in the order of its mutations", () => {
    const spoilt = mutateJson(tree, [
      { kind: "twice", at: 0, member: 0, name: "" },
      { kind: "rename", at: 1, member: 0, name: "__proto__" },
      { kind: "add", at: 0, name: "d", text: "1e999" },
    ]);
    expect(writeJsonTree(spoilt)).toBe('{"a":{"__proto__":1},"a":{"b":1},"c":[2,3],"d":1e999}');
  });

  it("spoils texts where it is told to", () => {
    expect(mutateText("abcdef", [{ kind: "cut", at: 500, text: "" }])).toBe("abc");
    expect(mutateText("abcdef", [{ kind: "insert", at: 500, text: "X" }])).toBe("abcXdef");
    expect(mutateText("abcdef", [{ kind: "swap-case", at: 0, text: "" }])).toBe("ABCDEF");
  });
});

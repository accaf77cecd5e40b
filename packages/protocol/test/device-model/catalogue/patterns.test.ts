import { type JsonObject, LIMITS, ProtocolError } from "@hos/protocol";
import { createCommandCatalogue, isCommandFault } from "@hos/protocol/device-model";
import { describe, expect, test } from "vitest";

/** Texts on which an engine that goes back in the text would take longer than the universe is old. */
const CRUEL = [
  ["^(a+)+$", `${"a".repeat(50_000)}!`],
  ["^(a|a)*$", `${"a".repeat(50_000)}!`],
  ["^(?:a?){100}a{100}$", "a".repeat(99)],
  ["^(.*)*x$", "y".repeat(50_000)],
  [String.raw`^(\w+\s?)*$`, `${"word ".repeat(10_000)}!`],
  ["a*b", "a".repeat(100_000)],
] as const;

function compile(payloadSchema: JsonObject) {
  const catalogue = createCommandCatalogue("x", [{ key: "say", payloadSchema }]);
  return (payload: JsonObject) => {
    const outcome = catalogue.resolve("say", payload);
    return isCommandFault(outcome) ? outcome.details : [];
  };
}

function faultOf(payloadSchema: JsonObject): string | undefined {
  try {
    createCommandCatalogue("x", [{ key: "say", payloadSchema }]);
  } catch (fault) {
    if (fault instanceof ProtocolError) return fault.details[0]?.message;
    throw fault;
  }
  return undefined;
}

function nest(depth: number): JsonObject {
  return depth === 0 ? {} : { y: 1, x: nest(depth - 1) };
}

describe("a pattern of a driver", () => {
  test.each(CRUEL)("%s is decided at once", (pattern, text) => {
    const check = compile({ properties: { text: { type: "string", pattern } } });
    expect(check({ text })).toEqual([`payload.text must match ${pattern}.`]);
  });

  test.each([
    ["^#[0-9A-Fa-f]{6}$", "#Ff00aA", "red"],
    [String.raw`^(?:[01]\d|2[0-3]):[0-5]\d$`, "23:59", "24:00"],
    ["^(?:on|off|auto)$", "auto", "automatic"],
    ["wort", "Antwort!", "Wort"],
    [String.raw`^[\w.-]+@[\w-]+\.[a-z]{2,}$`, "a.b@example.org", "a b@example.org"],
    [String.raw`^\p{L}+$`, "Gärten", "Gärten 2"],
    [String.raw`^[\u0041-\u005A]+$`, "ABC", "abc"],
    [String.raw`^\/api\/v\d$`, "/api/v1", "/api/v"],
    ["^(?<year>[0-9]{4})$", "2026", "26"],
    ["^.$", "💡", "💡💡"],
  ])("%s takes %s and not %s", (pattern, good, bad) => {
    const check = compile({ properties: { text: { pattern } } });
    expect(check({ text: good })).toEqual([]);
    expect(check({ text: bad })).toEqual([`payload.text must match ${pattern}.`]);
    // As anywhere in JSON Schema, it says nothing of what is no text.
    expect(check({ text: 5 })).toEqual([]);
  });

  test("serves wherever a schema may stand: behind a reference, in items, in names, in a place that no keyword names", () => {
    const word = { pattern: "^[a-z]+$" };
    const check = compile({
      properties: {
        list: { type: "array", items: { $ref: "#/$defs/word" } },
        map: { propertyNames: word },
        odd: { $ref: "#/x-schemas/word" },
        either: { anyOf: [{ type: "number" }, word] },
      },
      $defs: { word },
      "x-schemas": { word: { pattern: "^(a+)+$" } },
    });
    expect(check({ list: ["a"], map: { a: 1 }, odd: "a", either: "a" })).toEqual([]);
    expect(check({ list: ["A"] })).toEqual(["payload.list.0 must match ^[a-z]+$."]);
    expect(check({ map: { A: 1 } })).not.toEqual([]);
    expect(check({ odd: `${"a".repeat(50_000)}!` })).toEqual(["payload.odd must match ^(a+)+$."]);
    expect(check({ either: "A" })).not.toEqual([]);
  });

  test("leaves data that looks like a pattern alone", () => {
    const check = compile({ properties: { rule: { enum: [{ pattern: "^(a+)+$" }], default: { pattern: "(" } } } });
    expect(check({ rule: { pattern: "^(a+)+$" } })).toEqual([]);
    expect(check({ rule: { pattern: "b" } })).not.toEqual([]);
  });

  test("has a bounded time for all texts of a payload together, and the next payload has it again", () => {
    const pattern = "^(?:(?:ab|ba)?c?){1,60}$";
    const check = compile({ properties: { list: { items: { pattern } } } });
    const list = Array.from({ length: 1_000 }, () => "abcbac".repeat(1_000));
    expect(check({ list })).not.toEqual([]);
    expect(check({ list: ["abc"] })).toEqual([]);
  });

  test.each<[string, JsonObject, string]>([
    ["lookahead", { pattern: "^(?=a)b" }, "0.payloadSchema.pattern must do without lookaround"],
    [
      "lookbehind",
      { properties: { a: { pattern: "(?<!a)b" } } },
      "0.payloadSchema.properties.a.pattern must do without",
    ],
    ["a reference to a group", { pattern: String.raw`^(a)\1$` }, "0.payloadSchema.pattern must do without"],
    ["repeats of repeats", { pattern: "((a{100}){100}){100}" }, "0.payloadSchema.pattern must do without"],
    [
      "one that becomes too large",
      { pattern: "(?:[ab]cd){999}" },
      "0.payloadSchema.pattern makes the patterns of payloadSchema too large",
    ],
    [
      "several that become too large together",
      { allOf: Array.from({ length: 10 }, (_, index) => ({ pattern: `(?:a${index}){150}` })) },
      "0.payloadSchema.allOf.6.pattern makes the patterns of payloadSchema too large",
    ],
    ["a long one", { pattern: "a".repeat(LIMITS.patternMax + 1) }, "0.payloadSchema.pattern must have at most 1000"],
    [
      "one behind a reference to no place of a schema",
      { $ref: "#/x/y", x: { y: { pattern: "(?=a)" } } },
      "0.payloadSchema.$ref.pattern must do without",
    ],
  ])("is refused with %s", (_what, schema, message) => {
    expect(faultOf(schema)).toContain(`data.properties.commandCatalog.${message}`);
  });
});

const TOO_LONG = "payload takes too long to check; send one that is smaller, and not nested so deep.";

describe("parts of a schema that name each other", () => {
  /** Asks twice for each level what it asked once for the one around it. */
  const doubling: JsonObject = {
    $ref: "#/$defs/a",
    $defs: {
      a: {
        type: "object",
        properties: { x: { anyOf: [{ $ref: "#/$defs/a" }, { $ref: "#/$defs/a" }] } },
        required: ["y"],
      },
    },
  };

  test("take a bounded time, and say so", () => {
    const check = compile(doubling);
    expect(check(nest(25))).toEqual([TOO_LONG]);
    expect(check(nest(12))).toEqual([
      "payload does not fit its schema; it is too large or nested too deep to say where.",
    ]);
    expect(check(nest(3))).toContain("payload.x.x.x.y is required.");
    expect(check({ y: 1 })).toEqual([]);
  });

  test("take what a home sends: a long list, a deep tree", () => {
    const check = compile({
      properties: { list: { type: "array", items: { $ref: "#/$defs/item" } } },
      $defs: { item: { type: "object", properties: { n: { type: "number" }, next: { $ref: "#/$defs/item" } } } },
    });
    const list = Array.from({ length: 1_000 }, (_, n) => ({ n, next: { n } }));
    expect(check({ list })).toEqual([]);
    expect(check({ list: [...list, { n: "x" }] })).toEqual(["payload.list.1000.n must be a number."]);
  });
});

describe("a large schema", () => {
  test.each([
    ["of which each part is held against each other", { required: Array.from({ length: 3_000 }, () => "x") }],
    ["with many parts", { allOf: Array.from({ length: 3_000 }, () => ({})) }],
  ])("%s is refused", (_what, schema) => {
    expect(faultOf(schema)).toBe(
      "data.properties.commandCatalog.0.payloadSchema is too large; a schema may have 2000 values.",
    );
  });

  test.each([
    ["members", { properties: Object.fromEntries(Array.from({ length: 900 }, (_, index) => [`p${index}`, {}])) }],
    ["values", { enum: Array.from({ length: 900 }, (_, index) => 899 - index) }],
    ["alternatives", { anyOf: [...Array.from({ length: 400 }, () => ({ type: "string" })), {}] }],
    ["names to find", { $ref: "#/$defs/v", others: Array.from({ length: 900 }, () => 0) }],
  ])("is not held against every item of a large payload: %s", (_what, items) => {
    const check = compile({ properties: { list: { items } }, $defs: { v: {} } });
    expect(check({ list: Array.from({ length: 20_000 }, () => 0) })).toEqual([TOO_LONG]);
  });
});

describe("uniqueItems", () => {
  const check = compile({ properties: { list: { type: "array", uniqueItems: true } } });

  test("takes values that differ, and none that are equal whatever the order of their members", () => {
    expect(check({ list: [1, "1", [1], { a: 1 }, { a: 2 }, null] })).toEqual([]);
    expect(
      check({
        list: [
          { a: 1, b: { c: [1], d: 2 } },
          { b: { d: 2, c: [1] }, a: 1 },
        ],
      }),
    ).toEqual(["payload.list must not have duplicate items."]);
    expect(check({ list: "no list" })).toEqual(["payload.list must be an array."]);
  });

  test("is decided at once for a long list", () => {
    expect(check({ list: Array.from({ length: 80_000 }, () => 0) })).toEqual([
      "payload.list must not have duplicate items.",
    ]);
  });
});

describe("a pattern for names of members", () => {
  test.each(["^pin", "pin$", "^[a-z]+$", "^S_", "", "^x.*y$", String.raw`^\d+$`, String.raw`^a\.b`])(
    "may be %j",
    (name) => {
      expect(faultOf({ patternProperties: { [name]: {} } })).toBeUndefined();
    },
  );

  test.each(["^(a+)+$", "^a+a+$", "a+", "(a|b)", "^a{1,5}$", "^a?a?b", "x".repeat(LIMITS.patternMax + 1)])(
    "may not be %j",
    (name) => {
      expect(faultOf({ patternProperties: { [name]: {} } })).toContain("must be a simple pattern");
    },
  );

  test("is itself looked at in no time, however it is written", () => {
    expect(faultOf({ patternProperties: { [`${"[^a]".repeat(200)}(b)`]: {} } })).toContain("must be a simple pattern");
  });

  test("serves together with named and other members", () => {
    const check = compile({
      properties: { text: { type: "string" } },
      patternProperties: { "^n_": { type: "number" } },
      additionalProperties: false,
    });
    expect(check({ text: "a", n_1: 1 })).toEqual([]);
    expect(check({ n_1: "1" })).toEqual(["payload.n_1 must be a number."]);
    expect(check({ other: 1 })).toEqual(["payload.other is not allowed."]);
  });
});

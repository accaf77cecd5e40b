import * as fc from "fast-check";

const KIBIBYTE = 1024;

/** Names that objects have before anybody gives them one, names of the wire in other spellings, and names that hurt. */
const NAMES = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "valueOf",
  "hasOwnProperty",
  "toJSON",
  "then",
  "length",
  "",
  " ",
  "a.b",
  "$ref",
  "$id",
  "\u0000",
  "\ud800",
  "\u202eevent",
  "event",
  "method",
  "params",
  "data",
  "device_id",
  "deviceId",
  "DEVICE_ID",
  "driver",
  "token",
  "protocolVersion",
  "requestId",
  "correlationId",
  "extras",
  "value",
  "payload",
  "command",
  "x".repeat(KIBIBYTE),
] as const;

/** Texts of values: JSON, or what is hardly not. */
const TEXTS = [
  "null",
  "true",
  "false",
  "0",
  "-0",
  "-1",
  "1.5",
  "4294967296",
  "9007199254740993",
  "1e308",
  "1e999",
  "-1e999",
  "1e-400",
  "NaN",
  "Infinity",
  "undefined",
  "0x10",
  "01",
  ".5",
  '""',
  '" "',
  '"\\u0000"',
  '"\\ud800"',
  '"\\udfff\\ud800"',
  '"\u202e\u2066x\u2069"',
  '"e\u0301\u0327"',
  '"👩‍👩‍👧‍👦"',
  '"line\\nbreak\\r\\n\\u2028\\u001b[31m"',
  '"\\ud83d"',
  '"__proto__"',
  '"constructor"',
  '"*"',
  '"../../etc/passwd"',
  '"%00%2e%2e%2f"',
  '"\' OR 1=1 --"',
  '"<script>alert(1)</script>"',
  '"1970-01-01T00:00:00.000Z"',
  '"9999999999-01-01"',
  "[]",
  "{}",
  "[[]]",
  "[null]",
  '{"__proto__":{"admin":true}}',
  '{"constructor":{"prototype":{"admin":true}}}',
  '{"toString":1,"valueOf":2,"hasOwnProperty":3,"length":-1,"then":1,"toJSON":"x"}',
  '{"length":4294967295}',
  '{"type":"Buffer","data":[1,2,3]}',
  '{"_placeholder":true,"num":0}',
  '{"$ref":"#"}',
  '{"type":"object","properties":{"a":{"$ref":"#"}}}',
  '{"pattern":"^(a+)+$"}',
  '{"$defs":{"a":{"allOf":[{"$ref":"#/$defs/a"}]}},"$ref":"#/$defs/a"}',
] as const;

/** Large ones; they are rarer, since each costs as much as a hundred others. */
const LARGE_TEXTS: readonly (() => string)[] = [
  () => `"${"x".repeat(64 * KIBIBYTE)}"`,
  () => `"${"x".repeat(300 * KIBIBYTE)}"`,
  () => `"${"\\u0000".repeat(4 * KIBIBYTE)}"`,
  () => `"${"e\u0301".repeat(16 * KIBIBYTE)}"`,
  () => nest(31, "[", "]"),
  () => nest(33, '{"a":', "}"),
  () => nest(20_000, "[", "]"),
  () => nest(20_000, '{"a":', "}"),
  () => `[${"0,".repeat(20_000)}0]`,
  () => `[${"{},".repeat(20_000)}{}]`,
  () => `{${Array.from({ length: 5000 }, (_, index) => `"k${index}":${index}`).join(",")}}`,
  () => "9".repeat(5000),
  () => `0.${"3".repeat(5000)}`,
];

function nest(depth: number, open: string, close: string): string {
  return `${open.repeat(depth)}0${close.repeat(depth)}`;
}

/** A text in the place of a value. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 24, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 1, arbitrary: fc.constantFrom(...LARGE_TEXTS).map((make) => make()) },
  { weight: 4, arbitrary: fc.integer().map(String) },
  { weight: 2, arbitrary: fc.double().map(String) },
  { weight: 4, arbitrary: fc.string({ unit: "binary", maxLength: 200 }).map((text) => JSON.stringify(text)) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 600 }).map((length) => `"${"x".repeat(length)}"`) },
  { weight: 4, arbitrary: fc.json({ maxDepth: 4 }) },
);

/** A name in the place of a member's. */
export const hostileName: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...NAMES) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 140 }) },
);

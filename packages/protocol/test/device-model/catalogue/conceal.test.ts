import type { JsonObject } from "@hos/protocol";
import { createCommandCatalogue, isCommandFault } from "@hos/protocol/device-model";
import { describe, expect, test } from "vitest";

const secret = { type: "string", writeOnly: true };

/** What is told of a payload of the command `open`, which has this schema. */
function tell(payloadSchema: JsonObject, payload: JsonObject): JsonObject {
  return createCommandCatalogue("gate", [{ key: "open", payloadSchema }]).conceal("open", payload);
}

describe("conceal", () => {
  test("hides the code of an alarm and of a lock, and nothing else", () => {
    const alarm = createCommandCatalogue("alarm", undefined);
    expect(alarm.conceal("disarm", { code: "1234", area: "house" })).toEqual({ code: "***", area: "house" });
    const lock = createCommandCatalogue("lock", undefined);
    expect(lock.conceal("unlock", { code: "1234" })).toEqual({ code: "***" });
  });

  test("is what a resolved command tells, while the driver gets the secret", () => {
    const outcome = createCommandCatalogue("alarm", undefined).resolve("disarm", { value: "1234" });
    if (isCommandFault(outcome)) throw new Error(outcome.message);
    expect(outcome.payload).toEqual({ code: "1234" });
    expect(outcome.toldPayload).toEqual({ code: "***" });
  });

  test("hides what does not fit the schema too, and the only member given as value", () => {
    const alarm = createCommandCatalogue("alarm", undefined);
    expect(alarm.conceal("disarm", { code: 1234 })).toEqual({ code: "***" });
    expect(alarm.conceal("disarm", { value: 1234 })).toEqual({ value: "***" });
    expect(alarm.conceal("disarm", { code: "1", value: "1234" })).toEqual({ code: "***", value: "***" });
  });

  test("hides what the device model marks, where the driver's own row does not", () => {
    const payloadSchema = { properties: { code: { type: "string" }, area: { type: "string" } } };
    for (const row of [{ key: "disarm" }, { key: "disarm", payloadSchema }]) {
      const alarm = createCommandCatalogue("alarm", [row]);
      expect(alarm.conceal("disarm", { code: "1234", area: "house" })).toEqual({ code: "***", area: "house" });
    }
  });

  test("gives the same object where nothing is secret", () => {
    const payload = { brightness: 60 };
    expect(createCommandCatalogue("light", undefined).conceal("set_brightness", payload)).toBe(payload);
    expect(tell({ properties: { code: secret } }, payload)).toBe(payload);
  });

  test.each<[where: string, payloadSchema: JsonObject, ...payloadAndTold: [JsonObject, JsonObject]]>([
    [
      "in objects and lists",
      { properties: { users: { items: { properties: { pin: secret } } } } },
      { users: [{ pin: "1", name: "Ada" }, { name: "Bo" }] },
      { users: [{ pin: "***", name: "Ada" }, { name: "Bo" }] },
    ],
    [
      "at a place of a list",
      { properties: { pair: { prefixItems: [true, secret], items: true } } },
      { pair: ["a", "b", "c"] },
      { pair: ["a", "***", "c"] },
    ],
    [
      "behind a reference",
      { $defs: { pin: secret }, properties: { pin: { $ref: "#/$defs/pin" } } },
      { pin: "1" },
      { pin: "***" },
    ],
    [
      "in one branch of several",
      { anyOf: [{ properties: { pin: { type: "string" } } }, { properties: { pin: secret } }] },
      { pin: "1" },
      { pin: "***" },
    ],
    [
      "behind a condition",
      // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
      { if: { required: ["a"] }, then: { properties: { pin: secret } } },
      { pin: "1" },
      { pin: "***" },
    ],
    [
      "by a pattern of names",
      { patternProperties: { "^pin": secret } },
      { pin2: "1", pan: "2" },
      { pin2: "***", pan: "2" },
    ],
    [
      "in what no name is given to",
      { properties: { area: { type: "string" } }, additionalProperties: secret },
      { area: "house", anything: { deep: 1 } },
      { area: "house", anything: "***" },
    ],
    ["as a whole object", { properties: { login: { writeOnly: true } } }, { login: { a: 1 } }, { login: "***" }],
    ["as the whole payload", { writeOnly: true }, { a: 1, b: { c: 2 } }, { a: "***", b: "***" }],
  ])("hides secrets %s", (_where, payloadSchema, ...[payload, told]) => {
    expect(tell(payloadSchema, payload)).toEqual(told);
  });

  test("hides every value of a command that the catalogue does not have", () => {
    expect(createCommandCatalogue("light", undefined).conceal("disarm", { code: "1234" })).toEqual({ code: "***" });
  });

  test("hides nothing of a device that describes nothing", () => {
    expect(createCommandCatalogue("gate", undefined).conceal("open", { code: "1234" })).toEqual({ code: "1234" });
  });

  test("takes no longer for schemas that name each other in many ways", () => {
    const branch = { additionalProperties: { $ref: "#" } };
    const payloadSchema = { properties: { pin: secret }, allOf: Array.from({ length: 12 }, () => ({ ...branch })) };
    let payload: JsonObject = { pin: "1" };
    for (let depth = 0; depth < 28; depth += 1) payload = { deeper: payload };
    expect(JSON.stringify(tell(payloadSchema, payload))).toContain('{"pin":"***"}');
  });

  test("never changes what it is given", () => {
    const payload = { code: "1234" };
    createCommandCatalogue("alarm", undefined).conceal("disarm", payload);
    expect(payload).toEqual({ code: "1234" });
  });
});

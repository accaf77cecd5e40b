import type { JsonObject } from "@hos/protocol";
import { ProtocolError } from "@hos/protocol";
import {
  type CommandCatalogue,
  type CommandDescriptor,
  createCommandCatalogue,
  DEVICE_DOMAINS,
  isCommandFault,
  type ResolvedCommand,
} from "@hos/protocol/device-model";
import { describe, expect, test } from "vitest";
import { caught } from "../../caught.ts";

function resolve(catalogue: CommandCatalogue, command: string, payload: JsonObject = {}): ResolvedCommand {
  const outcome = catalogue.resolve(command, payload);
  if (isCommandFault(outcome)) throw new Error(outcome.details.join(" "));
  return outcome;
}

/** The sentences, shortened by the path that all of them share. */
function faultsOf(catalog: readonly CommandDescriptor[]): readonly string[] {
  const error = caught(() => createCommandCatalogue("fish_feeder", catalog));
  if (error === undefined) return [];
  if (!(error instanceof ProtocolError) || error.code !== "DRIVER_WS_VALIDATION_ERROR") throw error;
  return error.details
    .filter(({ path, message }) => message.startsWith(path))
    .map(({ message }) => message.replaceAll("data.properties.commandCatalog.", ""));
}

const faultsOfSchema = (payloadSchema: JsonObject) => faultsOf([{ key: "feed", payloadSchema }]);

describe("default catalogue", () => {
  const light = createCommandCatalogue("light", undefined);

  test.each(DEVICE_DOMAINS.flatMap(({ deviceTypes }) => deviceTypes))(
    "of $deviceType compiles and lists its rows",
    (model) => {
      const catalogue = createCommandCatalogue(model.deviceType, undefined);
      expect(catalogue.rows).toEqual(model.commands);
      expect(JSON.parse(JSON.stringify(catalogue.rows))).toEqual(catalogue.rows);
    },
  );

  test("is compiled once for all devices of a type", () => {
    expect(createCommandCatalogue("light", undefined)).toBe(light);
  });

  test("refuses a command that the type does not take and names those that it does", () => {
    expect(light.resolve("fly", {})).toEqual({
      code: "INVALID_COMMAND",
      message: "The device does not take the command fly.",
      details: [
        "command must be one of the commands of this device: turn_on, turn_off, toggle, set_brightness, set_color, set_color_temperature.",
      ],
    });
  });

  test("of a sensor refuses everything", () => {
    expect(createCommandCatalogue("sensor", undefined).resolve("turn_on", {})).toMatchObject({
      code: "INVALID_COMMAND",
    });
  });

  test("resolves a command with what its state must show", () => {
    expect(resolve(light, "set_brightness", { brightness: 60, transition: 2 })).toEqual({
      command: "set_brightness",
      payload: { brightness: 60, transition: 2 },
      toldPayload: { brightness: 60, transition: 2 },
      idempotent: true,
      interrupts: false,
      expectedState: { brightness: 60 },
    });
    expect(resolve(light, "turn_on").expectedState).toEqual({ power: true });
    expect(resolve(light, "toggle")).toMatchObject({ idempotent: false, expectedState: undefined });
  });

  test("brings the single value form to the named member", () => {
    expect(resolve(light, "set_brightness", { value: 60 })).toMatchObject({
      payload: { brightness: 60 },
      expectedState: { brightness: 60 },
    });
    expect(resolve(createCommandCatalogue("alarm", undefined), "disarm", { value: "1234" }).payload).toEqual({
      code: "1234",
    });
    expect(resolve(light, "set_brightness", { value: 60, brightness: 50 }).payload).toEqual({
      value: 60,
      brightness: 50,
    });
  });

  test.each<[string, JsonObject, string]>([
    ["set_brightness", { brightness: 101 }, "payload.brightness must be 100 or less."],
    ["set_brightness", { value: "60" }, "payload.brightness must be a number."],
    ["set_brightness", {}, "payload.brightness is required."],
    ["set_color", { color: "red" }, "payload.color must match ^#[0-9A-Fa-f]{6}$."],
    ["turn_on", { a: Number.POSITIVE_INFINITY }, "payload.a must be a finite number; use null for an unknown reading."],
  ])("refuses %s %j", (command, payload, detail) => {
    expect(light.resolve(command, payload)).toMatchObject({ code: "INVALID_PAYLOAD", details: [detail] });
  });

  test.each([
    ["cover", "stop"],
    ["media_player", "stop"],
    ["media_player", "pause"],
    ["robot_vacuum", "stop"],
    ["robot_vacuum", "pause"],
  ])("lets %s %s overtake", (deviceType, command) => {
    expect(resolve(createCommandCatalogue(deviceType, undefined), command).interrupts).toBe(true);
  });
});

describe("catalogue of an unknown type without rows", () => {
  const catalogue = createCommandCatalogue("fish_feeder", undefined);

  test("takes everything and counts it as not to be repeated", () => {
    expect(catalogue.rows).toEqual([]);
    expect(resolve(catalogue, "feed", { value: 3 })).toEqual({
      command: "feed",
      payload: { value: 3 },
      toldPayload: { value: 3 },
      idempotent: false,
      interrupts: false,
      expectedState: undefined,
    });
  });

  test("refuses a payload that JSON cannot carry", () => {
    expect(catalogue.resolve("feed", JSON.parse('{"__proto__":1}') as JsonObject)).toMatchObject({
      code: "INVALID_PAYLOAD",
    });
    expect(catalogue.resolve("feed", { grams: Number.NaN })).toMatchObject({ code: "INVALID_PAYLOAD" });
  });
});

describe("catalogue of a driver", () => {
  test("replaces the default one", () => {
    const catalogue = createCommandCatalogue("light", [{ key: "sparkle" }]);
    expect(resolve(catalogue, "sparkle").payload).toEqual({});
    expect(catalogue.resolve("turn_on", {})).toMatchObject({ code: "INVALID_COMMAND" });
  });

  test("with no rows takes nothing", () => {
    expect(createCommandCatalogue("fish_feeder", []).resolve("feed", {})).toMatchObject({
      code: "INVALID_COMMAND",
      details: ["command must be one of the commands of this device: none."],
    });
  });

  test("takes from the device model what a row does not say of itself", () => {
    const cover = createCommandCatalogue("cover", [
      { key: "stop" },
      { key: "open", interrupts: true, idempotent: false },
    ]);
    expect(resolve(cover, "stop")).toMatchObject({ interrupts: true, idempotent: true, expectedState: undefined });
    expect(resolve(cover, "open")).toMatchObject({ interrupts: true, idempotent: false });
  });

  test.each(["toggle", "next", "previous"])("never counts %s as repeatable unless its row says so", (key) => {
    expect(resolve(createCommandCatalogue("fish_feeder", [{ key }]), key).idempotent).toBe(false);
    expect(resolve(createCommandCatalogue("fish_feeder", [{ key, idempotent: true }]), key).idempotent).toBe(true);
    expect(resolve(createCommandCatalogue("fish_feeder", [{ key: "feed" }]), "feed").idempotent).toBe(true);
  });

  test("does not expect what the payload left out", () => {
    const catalogue = createCommandCatalogue("light", [
      { key: "set", confirms: { brightness: "$brightness", power: true } },
      { key: "dim", confirms: { brightness: "$brightness" } },
    ]);
    expect(resolve(catalogue, "set").expectedState).toEqual({ power: true });
    expect(resolve(catalogue, "set", { brightness: null }).expectedState).toEqual({ power: true, brightness: null });
    expect(resolve(catalogue, "dim").expectedState).toBeUndefined();
  });

  test("leaves value alone where the schema names it or names several members", () => {
    const own = [{ key: "feed", payloadSchema: { properties: { value: { type: "number" } } } }];
    const several = [{ key: "feed", payloadSchema: { properties: { grams: {}, bowl: {} } } }];
    expect(resolve(createCommandCatalogue("x", own), "feed", { value: 3 }).payload).toEqual({ value: 3 });
    expect(resolve(createCommandCatalogue("x", several), "feed", { value: 3 }).payload).toEqual({ value: 3 });
  });

  test("checks payloads through references and patterns", () => {
    const payloadSchema = {
      $id: "https://example.com/feed",
      type: "object",
      properties: { meals: { type: "array", items: { $ref: "#/$defs/meal" } }, note: { pattern: "^[a-z]+$" } },
      $defs: { meal: { type: "object", properties: { next: { $ref: "#/$defs/meal" }, grams: { type: "number" } } } },
    };
    const catalogue = createCommandCatalogue("x", [{ key: "feed", payloadSchema }]);
    expect(resolve(catalogue, "feed", { meals: [{ grams: 1, next: { grams: 2 } }], note: "ok" }).command).toBe("feed");
    expect(catalogue.resolve("feed", { meals: [{ next: { grams: "2" } }] })).toMatchObject({
      details: ["payload.meals.0.next.grams must be a number."],
    });
    expect(catalogue.resolve("feed", { note: "No" })).toMatchObject({ code: "INVALID_PAYLOAD" });
  });
});

describe("a catalogue that does not compile", () => {
  test("names every row at fault by its place", () => {
    expect(faultsOf([{ key: "a" }, { key: "b", payloadSchema: { type: "nope" } }, { key: "a" }])).toEqual([
      '1.payloadSchema.type must be one of "array", "boolean", "integer", "null", "number", "object", "string".',
      "2.key a is there twice; keep one row a command.",
    ]);
  });

  test("tells a key that is there a third time too", () => {
    expect(faultsOf([{ key: "a" }, { key: "a" }, { key: "a" }])).toHaveLength(2);
  });

  test.each<[string, JsonObject, string]>([
    ["a keyword of the wrong type", { minimum: "1" }, "0.payloadSchema.minimum must be a number."],
    [
      "a property that is no schema",
      { properties: { a: 5 } },
      "0.payloadSchema.properties.a must be an object or a boolean.",
    ],
    ["the list form of items", { items: [{}] }, "0.payloadSchema.items must be an object or a boolean."],
    ["required as text", { required: "a" }, "0.payloadSchema.required must be an array."],
    [
      "a broken pattern",
      { properties: { a: { pattern: "(" } } },
      '0.payloadSchema.properties.a.pattern must match format "regex".',
    ],
    [
      "a reference that leads nowhere",
      { $ref: "#/$defs/a" },
      "0.payloadSchema.$ref must name a schema inside payloadSchema, such as #/$defs/level.",
    ],
    [
      "a reference out of the schema",
      { $ref: "https://example.com/a" },
      "0.payloadSchema.$ref must name a schema inside payloadSchema, such as #/$defs/level.",
    ],
    [
      "a reference to something else",
      { $ref: "#/title", title: "x" },
      "0.payloadSchema.$ref must name a schema inside payloadSchema, such as #/$defs/level.",
    ],
    [
      "a reference with a broken escape",
      { $ref: "#/%E0" },
      "0.payloadSchema.$ref must name a schema inside payloadSchema, such as #/$defs/level.",
    ],
    ["a reference to itself", { $ref: "#" }, "0.payloadSchema.$ref must not lead back to itself."],
    [
      "a reference in depth that goes in a circle",
      {
        properties: { a: { $ref: "#/$defs/a" } },
        $defs: { a: { anyOf: [{ $ref: "#/$defs/b" }] }, b: { not: { $ref: "#/$defs/a" } } },
      },
      "0.payloadSchema.properties.a.$ref must not lead back to itself.",
    ],
    [
      "an address in depth",
      { properties: { a: { $id: "https://example.com/a" } } },
      "0.payloadSchema.properties.a.$id is not supported; use $defs and $ref.",
    ],
    ["a dynamic reference", { $dynamicRef: "#a" }, "0.payloadSchema.$dynamicRef is not supported; use $ref."],
  ])("refuses %s", (_what, schema, message) => {
    expect(faultsOfSchema(schema)).toContain(message);
  });

  test("refuses references that multiply without end", () => {
    const $defs = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => {
        const next = { $ref: `#/$defs/level${index + 1}` };
        return [`level${index}`, index === 19 ? { type: "object" } : { allOf: [next, next] }];
      }),
    );
    expect(faultsOfSchema({ $ref: "#/$defs/level0", $defs })).toEqual([
      "0.payloadSchema.$ref must not lead back to itself.",
    ]);
  });

  test("does not take data for schemas", () => {
    expect(
      faultsOfSchema({ const: { $ref: "#/nowhere" }, default: { $id: 5 }, properties: { $ref: { type: "string" } } }),
    ).toEqual([]);
  });

  test("never makes code of what a driver sent", () => {
    const made = globalThis.Function;
    const catalogue = createCommandCatalogue("x", [
      { key: "feed", payloadSchema: { properties: { a: { type: "string" } } } },
    ]);
    globalThis.Function = class extends made {
      constructor(...parts: string[]) {
        super(...parts);
        throw new Error("Code was made.");
      }
    } as FunctionConstructor;
    try {
      expect(
        createCommandCatalogue("y", [{ key: "feed", payloadSchema: { required: ["b"] } }]).resolve("feed", {}),
      ).toMatchObject({
        code: "INVALID_PAYLOAD",
      });
      expect(catalogue.resolve("feed", { a: 1 })).toMatchObject({ code: "INVALID_PAYLOAD" });
    } finally {
      globalThis.Function = made;
    }
  });
});

import { LIMITS } from "@hos/protocol";
import {
  ApiFailure,
  parseHomePreferences,
  parseSaveDesignProfile,
  parseSaveProgram,
  parseSaveSpace,
  parseSelectDesignProfile,
} from "@hos/protocol/rest";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { caught } from "../caught.ts";
import { catchApiFailure } from "./catch-api-failure.ts";

const items = [{ deviceId: "light-1", command: "turn_on" }];

describe("the parsers of what people configure", () => {
  test("take the spaces around a name away", () => {
    expect(parseSaveSpace({ name: "  Living room " })).toEqual({ name: "Living room" });
    expect(parseSaveProgram({ name: " Evening", items })).toEqual({ name: "Evening", items });
    expect(parseSaveDesignProfile({ name: "Dark ", design: {} })).toEqual({ name: "Dark", design: {} });
  });

  test("refuse a name of spaces only", () => {
    const { code, message, details } = catchApiFailure(() => parseSaveSpace({ name: "   " }));
    expect([code, message, details]).toEqual(["INVALID_REQUEST", "Invalid space.", ["name must not be empty."]]);
  });

  test.each<[string, (input: unknown) => unknown, unknown]>([
    ["of a space", parseSaveSpace, { name: "Kitchen", color: "red" }],
    ["of a program", parseSaveProgram, { name: "Evening", items, delayMs: 1 }],
    ["of an item of a program", parseSaveProgram, { name: "Evening", items: [{ ...items[0], delayMs: 1 }] }],
    ["of a design profile", parseSaveDesignProfile, { name: "Dark", design: {}, builtIn: true }],
    ["of a choice", parseSelectDesignProfile, { id: "d1", name: "Dark" }],
    ["beside preferences", parseHomePreferences, { preferences: {}, theme: "dark" }],
  ])("refuse a member that they do not know: %s", (_where, parse, input) => {
    expect(catchApiFailure(() => parse(input)).code).toBe("INVALID_REQUEST");
  });

  test("refuse a document that is larger than is kept, counted as UTF-8", () => {
    const fits = { text: "x".repeat(LIMITS.documentBytes - '{"text":""}'.length) };
    const tooLarge = { text: "é".repeat(LIMITS.documentBytes / 2) };
    expect(parseHomePreferences({ preferences: fits }).preferences).toBe(fits);
    expect(catchApiFailure(() => parseHomePreferences({ preferences: tooLarge })).details).toEqual([
      `preferences must have at most ${LIMITS.documentBytes} bytes as JSON; it has ${LIMITS.documentBytes + 11}.`,
    ]);
    const { message } = catchApiFailure(() => parseSaveDesignProfile({ name: "Large", design: tooLarge }));
    expect(message).toBe("Invalid design.");
  });

  test("refuse keys that would reach a prototype", () => {
    const input: unknown = JSON.parse('{"name":"x","__proto__":{"id":"s1"}}');
    expect(catchApiFailure(() => parseSaveSpace(input)).code).toBe("INVALID_REQUEST");
  });

  test("throw nothing but ApiFailure", () => {
    const parsers = [parseSaveSpace, parseSaveProgram, parseSaveDesignProfile, parseHomePreferences];
    fc.assert(
      fc.property(fc.constantFrom(...parsers), fc.jsonValue(), (parse, input) => {
        const error = caught(() => parse(input));
        expect(error === undefined || error instanceof ApiFailure).toBe(true);
      }),
    );
  });
});

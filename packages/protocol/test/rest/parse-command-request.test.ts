import { commandRequests, fixtureText } from "@hos/protocol/fixtures";
import { ApiFailure, parseCommandRequest } from "@hos/protocol/rest";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { caught } from "../caught.ts";
import { catchApiFailure } from "./catch-api-failure.ts";

const parse = (text: string) => parseCommandRequest(JSON.parse(text));

describe("parseCommandRequest", () => {
  test.each(commandRequests.filter(({ valid }) => valid))("reads: $name", (fixture) => {
    expect({ ...fixture, canonical: parse(fixtureText(fixture)) }).toEqual(fixture);
  });

  test.each(commandRequests.filter(({ valid }) => !valid))("$name", (fixture) => {
    const { code, message, details } = catchApiFailure(() => parse(fixtureText(fixture)));
    expect({ ...fixture, error: { ok: false, code, error: message, details } }).toEqual(fixture);
  });

  test("throws nothing but ApiFailure", () => {
    const near = fc.record(
      {
        command: fc.jsonValue(),
        action: fc.string(),
        payload: fc.jsonValue(),
        data: fc.jsonValue(),
        wait: fc.string(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), near), (input) => {
        const error = caught(() => parseCommandRequest(input));
        expect(error === undefined || error instanceof ApiFailure).toBe(true);
      }),
    );
  });
});

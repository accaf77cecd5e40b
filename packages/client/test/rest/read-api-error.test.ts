import { describe, expect, it } from "vitest";
import { readApiError } from "../../src/rest/read-api-error.ts";

describe("readApiError", () => {
  it("reads the error shape of the API", () => {
    const body = { ok: false, code: "NO_DEVICE", error: "No such device.", details: ["id: x"], commandId: "c1" };
    expect(readApiError(body)).toEqual(body);
  });

  it("takes a failure without details", () => {
    expect(readApiError({ ok: false, code: "X", error: "y" })).toEqual({
      ok: false,
      code: "X",
      error: "y",
      details: [],
    });
  });

  it.each([
    undefined,
    null,
    "text",
    [],
    {},
    { ok: true, code: "X", error: "y" },
    { ok: false, code: 1, error: "y" },
    { ok: false, code: "X" },
  ])("does not take %j for one", (body) => {
    expect(readApiError(body)).toBeUndefined();
  });
});

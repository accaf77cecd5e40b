import { API_ERROR_STATUS, type ApiErrorCode } from "@hos/protocol/rest";
import { describe, expect, it } from "vitest";
import { ApiClientError, CommandError, ConnectionError } from "../../src/index.ts";

function answered(code: string, status: number): CommandError {
  return new CommandError(new ApiClientError({ ok: false, code, error: "No.", details: ["a: b"] }, status));
}

describe("CommandError", () => {
  it("leaves the outcome open where the deed may have been done", () => {
    const codes = Object.keys(API_ERROR_STATUS) as ApiErrorCode[];
    const open = codes.filter((code) => !answered(code, API_ERROR_STATUS[code]).outcomeKnown);
    expect(open.toSorted()).toEqual(["DRIVER_DISCONNECTED", "HUB_RESTARTED", "HUB_STOPPING", "INTERNAL", "TIMEOUT"]);
  });

  it("judges a code that it does not know by its status", () => {
    expect(answered("FORBIDDEN", 403).outcomeKnown).toBe(true);
    expect(answered("STRANGE", 500).outcomeKnown).toBe(false);
  });

  it("carries what the hub said", () => {
    const error = answered("DRIVER_REJECTED", 502);
    expect(error).toMatchObject({ message: "No.", details: ["a: b"], status: 502, code: "DRIVER_REJECTED" });
    expect(error.cause).toBeInstanceOf(ApiClientError);
  });

  it("knows no status, id and outcome where the hub did not answer", () => {
    const cause = new ConnectionError("CONNECTION_FAILED", "Gone.");
    expect(new CommandError(cause)).toMatchObject({
      code: "CONNECTION_FAILED",
      status: undefined,
      commandId: undefined,
      details: [],
      outcomeKnown: false,
      cause,
    });
  });
});

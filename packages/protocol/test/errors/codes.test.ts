import { CLOSE_CODES, DRIVER_ERROR_CODES, mayReconnectAfter } from "@hos/protocol";
import { API_ERROR_STATUS, ApiFailure } from "@hos/protocol/rest";
import { describe, expect, test } from "vitest";

describe("codes", () => {
  test("of the driver wire carry their prefix and short name", () => {
    for (const [name, code] of Object.entries(DRIVER_ERROR_CODES)) expect(code).toBe(`DRIVER_WS_${name}`);
    expect(Object.keys(DRIVER_ERROR_CODES)).toHaveLength(10);
  });

  test.each([
    [CLOSE_CODES.NORMAL, true],
    [CLOSE_CODES.GOING_AWAY, true],
    [1006, true],
    [CLOSE_CODES.MESSAGE_TOO_BIG, true],
    [CLOSE_CODES.SERVICE_RESTART, true],
    [CLOSE_CODES.REPLACED, false],
    [CLOSE_CODES.REGISTER_TIMEOUT, true],
    [CLOSE_CODES.UNAUTHORIZED, false],
    [CLOSE_CODES.UNSUPPORTED_VERSION, false],
  ])("a driver closed with %i may return: %s", (code, expected) => {
    expect(mayReconnectAfter(code)).toBe(expected);
  });

  test("of the API have the status of the design", () => {
    expect(API_ERROR_STATUS).toMatchObject({
      NO_DEVICE: 404,
      IDEMPOTENCY_MISMATCH: 409,
      INVALID_COMMAND: 422,
      INVALID_PAYLOAD: 422,
      DRIVER_REJECTED: 502,
      DRIVER_OFFLINE: 503,
      DRIVER_DISCONNECTED: 503,
      TIMEOUT: 504,
    });
    expect(new ApiFailure("TIMEOUT", "No answer.").status).toBe(504);
  });
});

import { describe, expect, it } from "vitest";
import * as main from "../src/index.ts";
import * as testing from "../src/testing/index.ts";

describe("@hos/driver-sdk", () => {
  it("exports these values", () => {
    expect(Object.keys(main).toSorted()).toEqual([
      "DriverError",
      "FileTokenStore",
      "HosDriver",
      "HubError",
      "LOCAL_ERROR_CODES",
      "REFUSAL_CODES",
      "consoleLogger",
      "isDriverError",
      "isHubError",
    ]);
    expect(Object.keys(testing).toSorted()).toEqual(["FakeHub", "ManualClock"]);
  });
});

import * as client from "@hos/client";
import { describe, expect, it } from "vitest";

describe("@hos/client", () => {
  it("exports what its README names and nothing else", () => {
    expect(Object.keys(client).toSorted()).toEqual([
      "ApiClientError",
      "CommandError",
      "ConnectionError",
      "DeviceStore",
      "HosClient",
      "HosRest",
      "consoleLogger",
    ]);
  });
});

import { describe, expect, it } from "vitest";
import * as main from "../src/index.ts";
import * as testing from "../src/testing/index.ts";

describe("@hos/state-store", () => {
  it("exports these names", () => {
    expect(Object.keys(main).toSorted()).toEqual([
      "DeviceStateManager",
      "MemoryDevicePersistence",
      "StoreError",
      "isStoreError",
    ]);
  });
});

describe("@hos/state-store/testing", () => {
  it("exports these names", () => {
    expect(Object.keys(testing)).toEqual(["describeDevicePersistence"]);
  });
});

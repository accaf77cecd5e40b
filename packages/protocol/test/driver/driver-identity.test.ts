import { formatDriverIdentity, isSameDriver } from "@hos/protocol";
import { describe, expect, test } from "vitest";

const one = { driverKey: "MY_DRIVER", instanceId: "one" };

describe("driver identity", () => {
  test("is written as key and instance", () => {
    expect(formatDriverIdentity(one)).toBe("MY_DRIVER/one");
  });

  test("is the same only where key and instance are", () => {
    expect(isSameDriver(one, { ...one })).toBe(true);
    expect(isSameDriver(one, { ...one, instanceId: "two" })).toBe(false);
    expect(isSameDriver(one, { ...one, driverKey: "OTHER" })).toBe(false);
  });
});

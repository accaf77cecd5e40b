import { describe, expect, it } from "vitest";
import { isLoopbackAddress, normalizeAddress, sourceOfAddress } from "../src/index.ts";

describe("normalizeAddress", () => {
  it.each([
    ["::ffff:192.168.1.5", "192.168.1.5"],
    ["::FFFF:10.0.0.1", "10.0.0.1"],
    ["192.168.1.5", "192.168.1.5"],
    ["fe80::1", "fe80::1"],
    ["::ffff:c0a8:105", "::ffff:c0a8:105"],
  ])("turns %s into %s", (address, expected) => {
    expect(normalizeAddress(address)).toBe(expected);
  });
});

describe("isLoopbackAddress", () => {
  it.each(["127.0.0.1", "127.255.3.4", "::1", "::ffff:127.0.0.1"])("knows %s as this machine", (address) => {
    expect(isLoopbackAddress(address)).toBe(true);
  });

  it.each(["128.0.0.1", "192.168.1.5", "::2", "localhost", "127.0.0.1.evil.example", "::ffff:10.0.0.1", "", "0.0.0.0"])(
    "does not take %j for this machine",
    (address) => {
      expect(isLoopbackAddress(address)).toBe(false);
    },
  );
});

describe("sourceOfAddress", () => {
  it.each([
    ["192.168.1.5", "192.168.1.5"],
    ["::ffff:192.168.1.5", "192.168.1.5"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:0db8:0001:0002::9", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["fe80::", "fe80:0:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
  ])("counts %s with %s", (address, expected) => {
    expect(sourceOfAddress(address)).toBe(expected);
  });
});

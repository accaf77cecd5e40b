import { describe, expect, it } from "vitest";
import { findOriginFault } from "../../src/net/find-origin-fault.ts";

describe("findOriginFault", () => {
  it.each(["127.0.0.1:8080", "localhost:8080", "LOCALHOST", "[::1]:8080", "192.168.1.20:8080"])(
    "lets a program through that asks for %s and names no origin",
    (host) => {
      expect(findOriginFault({ host })).toBeUndefined();
    },
  );

  it.each([
    "evil.example",
    "evil.example:8080",
    "127.0.0.1.evil.example",
    "localhost.evil.example",
    "",
    "a b",
    undefined,
  ])("refuses the host name %s, which may have been made to point here", (host) => {
    expect(findOriginFault(host === undefined ? {} : { host })).toContain("Host header");
  });

  it.each([
    ["http://127.0.0.1:8080", "127.0.0.1:8080"],
    ["http://localhost", "localhost:80"],
    ["https://localhost", "localhost:443"],
    ["http://[::1]:8080", "[::1]:8080"],
    ["http://LocalHost:8080", "localhost:8080"],
  ])("lets a page of %s through to %s", (origin, host) => {
    expect(findOriginFault({ host, origin })).toBeUndefined();
  });

  it.each(["http://evil.example", "http://127.0.0.1:3000", "http://localhost:8080", "null", "", "file://"])(
    "refuses a page of %j",
    (origin) => {
      expect(findOriginFault({ host: "127.0.0.1:8080", origin })).toContain("Origin header");
    },
  );
});

import { describe, expect, it } from "vitest";
import { OriginPolicy } from "../../src/net/origin-policy.ts";

const policy = new OriginPolicy({
  allowedHosts: ["hub.example.com"],
  corsOrigins: ["https://app.example.com"],
  hostName: "Home.Example.Net",
});

describe("OriginPolicy", () => {
  it.each([
    "127.0.0.1:8080",
    "localhost:8080",
    "LOCALHOST",
    "[::1]:8080",
    "192.168.1.20:8080",
    "hos.local:8080",
    "hub.home.arpa",
    "host.docker.internal:8080",
    "raspberrypi:8080",
    "hub.example.com",
    "HUB.example.com:8443",
    "home.example.net:8080",
  ])("lets a program through that asks for %s and names no origin, as often as it asks", (host) => {
    expect(policy.findFault({ host })).toBeUndefined();
    expect(policy.findFault({ host })).toBeUndefined();
  });

  it.each([
    "evil.example",
    "evil.example:8080",
    "127.0.0.1.evil.example",
    "localhost.evil.example",
    "local.evil.example",
    "evil.example.",
    "hub.example.com.evil.example",
    "evil.hub.example.com",
    "127.0.0.1@evil.example",
    "evil.example#.local",
    "",
    "a b",
    undefined,
  ])("refuses the host name %s, which may have been made to point here", (host) => {
    expect(policy.findFault(host === undefined ? {} : { host })).toContain("Host header");
  });

  it.each([
    ["http://127.0.0.1:8080", "127.0.0.1:8080"],
    ["http://localhost", "localhost:80"],
    ["https://localhost", "localhost:443"],
    ["http://[::1]:8080", "[::1]:8080"],
    ["http://LocalHost:8080", "localhost:8080"],
    ["https://hub.example.com", "hub.example.com"],
  ])("lets a page of %s through to %s", (origin, host) => {
    expect(policy.findFault({ host, origin })).toBeUndefined();
  });

  it.each([
    "http://evil.example",
    "http://127.0.0.1:3000",
    "http://localhost:8080",
    "http://app.example.com",
    "https://app.example.com:8443",
    "https://app.example.com.evil.example",
    "null",
    "",
    "file://",
  ])("refuses a page of %j", (origin) => {
    expect(policy.findFault({ host: "127.0.0.1:8080", origin })).toContain("Origin header");
  });

  it("lets a page of another site through that was allowed, but not under a foreign host name", () => {
    const origin = "https://app.example.com";
    expect(policy.findFault({ host: "127.0.0.1:8080", origin })).toBeUndefined();
    expect(policy.findFault({ host: "127.0.0.1:8080", origin }, "own")).toContain("Origin header");
    expect(policy.findFault({ host: "evil.example", origin })).toContain("Host header");
  });

  it("goes on telling hosts apart after more of them than it remembers", () => {
    for (let port = 1; port < 200; port += 1) expect(policy.findFault({ host: `127.0.0.1:${port}` })).toBeUndefined();
    expect(policy.findFault({ host: "127.0.0.1:1000" })).toBeUndefined();
    expect(policy.findFault({ host: "evil.example" })).toContain("Host header");
  });
});

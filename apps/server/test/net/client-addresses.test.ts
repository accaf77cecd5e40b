import type { IncomingHttpHeaders } from "node:http";
import { describe, expect, it } from "vitest";
import { ClientAddresses } from "../../src/net/client-addresses.ts";

function find(trustProxy: readonly string[], remoteAddress: string | undefined, headers: IncomingHttpHeaders = {}) {
  return new ClientAddresses(trustProxy).of({ headers, socket: { remoteAddress } });
}

describe("ClientAddresses", () => {
  it.each([
    ["127.0.0.1", "127.0.0.1"],
    ["::ffff:127.0.0.1", "127.0.0.1"],
    ["::1", "::1"],
    ["192.168.1.20", "192.168.1.20"],
    ["fe80::1%eth0", "fe80::1"],
    [undefined, undefined],
  ])("takes the other end of the connection, %s, where nothing was forwarded", (peer, expected) => {
    expect(find([], peer)).toBe(expected);
    expect(find(["loopback"], peer)).toBe(expected);
  });

  it.each(["x-forwarded-for", "forwarded", "x-real-ip", "x-forwarded-host", "x-forwarded-proto", "via"])(
    "does not know who is behind a proxy on this machine that adds %s and is not trusted",
    (name) => {
      expect(find([], "127.0.0.1", { [name]: "127.0.0.1" })).toBeUndefined();
      expect(find([], "::1", { [name]: "" })).toBeUndefined();
    },
  );

  it("believes no header of a stranger", () => {
    expect(find([], "10.0.0.9", { "x-forwarded-for": "127.0.0.1" })).toBe("10.0.0.9");
    expect(find(["loopback", "10.0.0.1"], "10.0.0.9", { "x-forwarded-for": "127.0.0.1" })).toBe("10.0.0.9");
  });

  it.each([
    ["loopback", "127.0.0.1"],
    ["loopback", "::1"],
    ["10.0.0.1", "::ffff:10.0.0.1"],
    ["10.0.0.0/8", "10.9.8.7"],
    ["fd00::/8", "fd12::1"],
  ])("believes what the proxy %s at %s forwards", (trusted, peer) => {
    expect(find([trusted], peer, { "x-forwarded-for": "203.0.113.7" })).toBe("203.0.113.7");
  });

  it.each([
    ["127.0.0.1, 203.0.113.7", "203.0.113.7"],
    ["203.0.113.7, 10.0.0.2, 10.0.0.3", "203.0.113.7"],
    ["192.168.1.5, 203.0.113.7 ,10.0.0.2", "203.0.113.7"],
    ["203.0.113.7:4711", "203.0.113.7"],
    ["[2001:db8::7]:4711", "2001:db8::7"],
    ["2001:db8::7", "2001:db8::7"],
    ["10.0.0.2", "10.0.0.2"],
  ])("takes the last of %j that is no proxy of ours", (forwarded, expected) => {
    expect(find(["10.0.0.0/8"], "10.0.0.1", { "x-forwarded-for": forwarded })).toBe(expected);
  });

  it.each(["", "unknown", "203.0.113.7, unknown", "203.0.113.7,", "127.0.0.1", "::1", "127.0.0.1, 127.0.0.2"])(
    "does not know who is behind a trusted proxy that forwards %j",
    (forwarded) => {
      expect(find(["loopback"], "127.0.0.1", { "x-forwarded-for": forwarded })).toBeUndefined();
    },
  );

  it("does not know who is behind a trusted proxy that tells it otherwise than in X-Forwarded-For", () => {
    expect(find(["loopback"], "127.0.0.1", { forwarded: "for=203.0.113.7" })).toBeUndefined();
  });
});

import { describe, expect, it } from "vitest";
import { toFoundHub } from "../src/to-found-hub.ts";

const answer = { name: "HOS on attic", host: "attic.local", port: 8080 };

describe("toFoundHub", () => {
  it("prefers the address that the answer came from", () => {
    const hub = toFoundHub({
      ...answer,
      addresses: ["172.17.0.1", "192.168.1.5"],
      referer: { address: "192.168.1.5" },
    });
    expect(hub).toMatchObject({ url: "http://192.168.1.5:8080", addresses: ["192.168.1.5", "172.17.0.1"] });
  });

  it("takes IPv4 before IPv6, and IPv6 in brackets where there is nothing else", () => {
    expect(toFoundHub({ ...answer, addresses: ["fd00::5", "192.168.1.5"] })?.url).toBe("http://192.168.1.5:8080");
    expect(toFoundHub({ ...answer, addresses: ["fd00::5"] })?.wsUrl).toBe("ws://[fd00::5]:8080/driver");
  });

  it("gives up where only a link-local address is known, which no URL can carry", () => {
    expect(toFoundHub({ ...answer, referer: { address: "fe80::1%eth0" }, addresses: ["fe80::1"] })).toBeUndefined();
    expect(toFoundHub(answer)).toBeUndefined();
  });

  it("names the host where the hub speaks TLS, and the port and path of drivers where they differ", () => {
    const txt = { tls: "1", driver: "/d", driverPort: "9090" };
    const hub = toFoundHub({ ...answer, addresses: ["192.168.1.5"], txt });
    expect(hub).toMatchObject({ url: "https://attic.local:8080", wsUrl: "wss://attic.local:9090/d" });
  });

  it("passes over a record that means nothing", () => {
    const txt = { tls: "yes", driver: "http://evil", driverPort: "-1" };
    const hub = toFoundHub({ ...answer, addresses: ["192.168.1.5"], txt });
    expect(hub?.wsUrl).toBe("ws://192.168.1.5:8080/driver");
    expect(toFoundHub({ ...answer, addresses: ["192.168.1.5"], txt: "text" })?.txt).toEqual({});
  });
});

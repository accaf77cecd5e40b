import type { NetworkInterfaceInfo } from "node:os";
import { describe, expect, it } from "vitest";
import { listMulticastLinks } from "../../src/net/multicast-link.ts";

const ipv4 = (address: string, internal = false): NetworkInterfaceInfo => ({
  address,
  family: "IPv4",
  netmask: "255.255.255.0",
  cidr: `${address}/24`,
  mac: "02:00:00:00:00:01",
  internal,
});
const ipv6 = (address: string, internal = false): NetworkInterfaceInfo => ({
  ...ipv4("", internal),
  address,
  family: "IPv6",
  scopeid: 2,
});

describe("listMulticastLinks", () => {
  it("names each interface once a family, loopback aside", () => {
    const links = listMulticastLinks(() => ({
      lo: [ipv4("127.0.0.1", true), ipv6("::1", true)],
      eth0: [ipv4("192.168.1.5"), ipv4("192.168.1.6"), ipv6("fd00::5"), ipv6("fe80::5")],
      wg0: [ipv4("10.8.0.2"), ipv6("fd01::2")],
    }));
    expect(links).toEqual([
      { family: "udp4", interface: "192.168.1.5" },
      { family: "udp6", interface: "::%eth0" },
      { family: "udp4", interface: "10.8.0.2" },
    ]);
  });

  it("finds none on a machine without a network", () => {
    expect(listMulticastLinks(() => ({}))).toEqual([]);
  });
});

import type { Advertisement } from "@hos/discovery";
import { silentLogger } from "@hos/runtime";
import { describe, expect, it } from "vitest";
import { NetworkAnnouncer } from "../../src/net/network-announcer.ts";
import { SERVER_VERSION } from "../../src/server-version.ts";

const address = {
  url: "http://0.0.0.0:8080",
  driverUrl: "ws://0.0.0.0:8080/driver",
  reach: "network" as const,
};

describe("NetworkAnnouncer", () => {
  it("tells the networks once, where they can reach the hub", async () => {
    const { announcer, told } = create();
    announcer.announce({ ...address, reach: "machine" });
    expect(told).toEqual([]);
    announcer.announce(address);
    announcer.announce(address);
    expect(told).toEqual([{ port: 8080, txt: { version: SERVER_VERSION, tls: "0", driver: "/driver" } }]);
    await announcer.close();
    expect(told).toEqual([expect.anything(), "closed"]);
  });

  it("says where drivers have a port of their own, and that the hub speaks TLS", () => {
    const { announcer, told } = create();
    announcer.announce({ ...address, url: "https://[::]", driverUrl: "wss://[::]:9001/driver" });
    expect(told).toMatchObject([{ port: 443, txt: { tls: "1", driverPort: "9001" } }]);
  });

  it("tells nothing where it is switched off, or closed", async () => {
    const { announcer, told } = create(false);
    announcer.announce(address);
    const closed = create();
    await closed.announcer.close();
    closed.announcer.announce(address);
    expect([...told, ...closed.told]).toEqual([]);
  });
});

function create(enabled = true): { announcer: NetworkAnnouncer; told: (Advertisement | "closed")[] } {
  const told: (Advertisement | "closed")[] = [];
  const announcer = new NetworkAnnouncer({
    enabled,
    logger: silentLogger,
    advertise(advertisement) {
      told.push(advertisement);
      return {
        close() {
          told.push("closed");
          return Promise.resolve();
        },
      };
    },
  });
  return { announcer, told };
}

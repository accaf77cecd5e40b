import { advertise, discover } from "@hos/discovery";
import type { Logger } from "@hos/runtime";
import { silentLogger } from "@hos/runtime";
import { ManualClock } from "@hos/runtime/testing";
import { describe, expect, it } from "vitest";
import { listen } from "./support/listener.ts";
import { createLoopback, noList, noMulticast } from "./support/loopback.ts";

const DEADLINE_MS = 20_000;

describe("advertise", () => {
  it("says goodbye when it closes, and leaves no handle", async () => {
    const network = await createLoopback();
    await using listener = await listen(network.port);
    const advertiser = advertise({ name: "short-lived", port: 8004 }, network);
    await advertiser.ready;
    const closing = advertiser.close();
    expect(advertiser.close()).toBe(closing);
    await closing;
    await listener.until((packet) => packet.includes("short-lived") && packet.includes(GOODBYE));
    expect(process.getActiveResourcesInfo().filter((name) => name.startsWith("UDP")).length).toBe(1);
  });

  it("harms nobody on a machine whose networks take no multicast, and says so once", async () => {
    const lines: string[] = [];
    const clock = new ManualClock();
    await using advertiser = advertise({ port: 8005 }, { ...noMulticast, clock, logger: collect(lines) });
    await advertiser.ready;
    clock.advance(30_000);
    expect(lines).toEqual(["No network takes multicast: nobody finds this hub by mDNS."]);
  });

  it("harms nobody on a machine whose networks cannot be listed", async () => {
    const lines: string[] = [];
    await using advertiser = advertise({ port: 8006 }, { ...noList, logger: collect(lines) });
    await advertiser.ready;
    expect(lines).toEqual(["The networks of this machine cannot be listed: nobody finds this hub by mDNS."]);
  });

  it("follows the networks as they come", async () => {
    const network = await createLoopback();
    const clock = new ManualClock();
    const links: { family: "udp4"; interface: string }[] = [];
    await using advertiser = advertise(
      { name: "moving", port: 8007 },
      { links: () => links, port: network.port, clock },
    );
    await advertiser.ready;
    links.push({ family: "udp4", interface: "127.0.0.1" });
    clock.advance(30_000);
    expect(await discover({ ...network, timeoutMs: DEADLINE_MS, limit: 1 })).toMatchObject([{ name: "moving" }]);
  });
});

// The end of a PTR record of 0 seconds: type 12, class IN, TTL 0.
const GOODBYE = Buffer.from([0, 12, 0, 1, 0, 0, 0, 0]);

function collect(lines: string[]): Logger {
  return { ...silentLogger, warn: (message) => lines.push(message) };
}

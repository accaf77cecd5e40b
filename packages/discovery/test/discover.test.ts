import { createSocket } from "node:dgram";
import { once } from "node:events";
import { advertise, discover } from "@hos/discovery";
import { ManualClock } from "@hos/runtime/testing";
import { describe, expect, it } from "vitest";
import { listen } from "./support/listener.ts";
import { createLoopback, noList, noMulticast } from "./support/loopback.ts";

const DEADLINE_MS = 20_000;

describe("discover", () => {
  it("finds a hub that advertises, with the addresses to use", async () => {
    const network = await createLoopback();
    await using advertiser = advertise(
      { name: "HOS in the attic", port: 8123, txt: { version: "1.2.3", driver: "/driver" } },
      network,
    );
    await advertiser.ready;
    const [hub] = await discover({ ...network, timeoutMs: DEADLINE_MS, limit: 1 });
    expect(hub).toMatchObject({
      name: "HOS in the attic",
      port: 8123,
      url: "http://127.0.0.1:8123",
      wsUrl: "ws://127.0.0.1:8123/driver",
      txt: { version: "1.2.3", driver: "/driver" },
    });
    expect(hub?.host).toMatch(/\.local$/);
  });

  it("finds every hub, and the one of a name", async () => {
    const network = await createLoopback();
    await using attic = advertise({ name: "attic", port: 8001 }, network);
    await using cellar = advertise({ name: "cellar", port: 8002 }, network);
    await Promise.all([attic.ready, cellar.ready]);
    const all = await discover({ ...network, timeoutMs: DEADLINE_MS, limit: 2 });
    expect(all.map(({ name }) => name).toSorted()).toEqual(["attic", "cellar"]);
    const named = await discover({ ...network, timeoutMs: DEADLINE_MS, limit: 1, name: "cellar" });
    expect(named.map(({ port }) => port)).toEqual([8002]);
  });

  it("hears of a hub that comes while it looks", async () => {
    const network = await createLoopback();
    const searching = discover({ ...network, timeoutMs: DEADLINE_MS, limit: 1 });
    await using advertiser = advertise({ name: "late", port: 8003 }, network);
    await advertiser.ready;
    expect(await searching).toMatchObject([{ name: "late" }]);
  });

  it("asks again, since a question may be lost", async () => {
    const network = await createLoopback();
    await using listener = await listen(network.port);
    const clock = new ManualClock();
    const searching = discover({ ...network, clock, timeoutMs: 4000 });
    await listener.until(asks, 1);
    clock.advance(1000);
    await listener.until(asks, 2);
    clock.advance(2000);
    await listener.until(asks, 3);
    clock.advance(1000);
    expect(await searching).toEqual([]);
  });

  it("finds nothing where there is no hub, and ends in time", async () => {
    const network = await createLoopback();
    const clock = new ManualClock();
    const searching = discover({ ...network, clock, timeoutMs: 3000 });
    clock.advance(3000);
    expect(await searching).toEqual([]);
  });

  it("ends at once when its signal says so", async () => {
    const network = await createLoopback();
    expect(await discover({ ...network, timeoutMs: DEADLINE_MS, signal: AbortSignal.abort() })).toEqual([]);
  });

  it("finds nothing on a machine whose networks take no multicast, or cannot be listed", async () => {
    const clock = new ManualClock();
    const searching = discover({ ...noMulticast, clock, timeoutMs: 10 });
    clock.advance(10);
    expect(await searching).toEqual([]);
    const unlisted = discover({ ...noList, clock, timeoutMs: 10 });
    clock.advance(10);
    expect(await unlisted).toEqual([]);
  });

  it("passes over what is no answer of a hub", async () => {
    const network = await createLoopback();
    const clock = new ManualClock();
    const searching = discover({ ...network, clock, timeoutMs: 1000 });
    const stranger = createSocket("udp4").bind(0);
    await once(stranger, "listening");
    stranger.setMulticastInterface("127.0.0.1");
    await new Promise((resolve) => stranger.send("not DNS at all", network.port, "224.0.0.251", resolve));
    stranger.close();
    clock.advance(1000);
    expect(await searching).toEqual([]);
  });
});

function asks(packet: Buffer): boolean {
  return packet.includes("_hos");
}

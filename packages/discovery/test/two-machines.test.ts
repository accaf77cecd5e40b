import { once } from "node:events";
import { text } from "node:stream/consumers";
import { describe, expect, it, onTestFinished } from "vitest";
import { Machines } from "./support/machines.ts";

const ADVERTISE = `
  import { advertise } from "@hos/discovery";
  const advertiser = advertise({ name: "HOS on the left", port: 8080, txt: { version: "1.0.0" } });
  process.stdin.resume().once("end", () => advertiser.close());
`;
// Interfaces need a moment before they have their link-local address: discovery asks again, and so do we.
const DISCOVER = `
  import { discover } from "@hos/discovery";
  let found = [];
  for (let i = 0; i < 10 && found.length === 0; i++) found = await discover({ timeoutMs: 2000, limit: 1 });
  console.log(JSON.stringify(found));
`;

describe.skipIf(!Machines.available)("discovery between two machines", () => {
  it.each([
    { family: "IPv4" as const, wsUrl: "ws://192.0.2.1:8080/driver" },
    { family: "IPv6" as const, wsUrl: "ws://[fd00::1]:8080/driver" },
  ])("finds the hub over $family", { timeout: 60_000 }, async ({ family, wsUrl }) => {
    const machines = new Machines(family);
    onTestFinished(() => machines[Symbol.dispose]());
    const hub = machines.runLeft(ADVERTISE);
    const hubEnded = once(hub, "exit");
    const search = machines.runRight(DISCOVER);
    const found: unknown = search.stdout === null ? [] : JSON.parse(await text(search.stdout));
    expect(found).toMatchObject([{ name: "HOS on the left", wsUrl, txt: { version: "1.0.0" } }]);
    hub.stdin?.end();
    expect(await hubEnded).toEqual([0, null]);
  });
});

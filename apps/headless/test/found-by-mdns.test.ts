import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { text } from "node:stream/consumers";
import { once } from "node:events";
import { describe, expect, it, onTestFinished } from "vitest";
import { Machines } from "../../../packages/discovery/test/support/machines.ts";

const SDK = new URL("../../../packages/driver-sdk/src/index.ts", import.meta.url).href;
const PORT = 8080;

describe.skipIf(!Machines.available)("a hub on a network", { timeout: 60_000 }, () => {
  it.each([
    { setting: "on" as const, found: `"ws://192.0.2.1:${PORT}/driver"\n` },
    { setting: "off" as const, found: '"HUB_NOT_FOUND"\n' },
  ])("is found by a driver of another machine, or not, with HOS_MDNS=$setting", async ({ setting, found }) => {
    const machines = new Machines("IPv4");
    onTestFinished(() => machines[Symbol.dispose]());
    const folder = mkdtempSync(join(tmpdir(), "hos-mdns-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    // It is set up, and thus on the network, from the start.
    writeFileSync(join(folder, "password"), "found by those who look");
    const env = {
      PORT: String(PORT),
      HOS_MDNS: setting,
      HOS_DATA_DIR: join(folder, "data"),
      HOS_ADMIN_PASSWORD_FILE: join(folder, "password"),
    };
    const main = fileURLToPath(new URL("../../server/src/main.ts", import.meta.url));
    const hub = machines.runLeft({ command: [main, "start"], env });
    const ended = once(hub, "exit");
    if (hub.stdout === null) throw new Error("The hub cannot be heard.");
    for await (const chunk of hub.stdout) if (String(chunk).includes("HOS is ready")) break;
    // The first try may come before the interface has its addresses.
    const driver = machines.runRight(`
      import { HosDriver } from "${SDK}";
      const look = () => HosDriver.discover({ timeoutMs: 2000 }).catch(({ code }) => code);
      let found = await look();
      if (found === "HUB_NOT_FOUND") found = await look();
      console.log(JSON.stringify(found));
    `);
    expect(driver.stdout === null ? "" : await text(driver.stdout)).toBe(found);
    hub.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
  });
});

import { FakeHub } from "@hos/driver-sdk/testing";
import { describe, expect, it } from "vitest";
import { runMain } from "./run-main.ts";

describe("main", { timeout: 20_000 }, () => {
  it("reports this machine again and again until it is told to stop", async () => {
    await using hub = await FakeHub.start({ deadlineMs: 15_000 });
    await using monitor = runMain(["--instance", "nas", "--interval", "0.2"], hub.url);
    await hub.nextEvent("STATE_UPDATE", "nas-uptime");
    await hub.nextEvent("STATE_UPDATE", "nas-uptime");
    monitor.stop();
    await expect(monitor.exitCode()).resolves.toBe(0);
    expect(hub.rejections).toEqual([]);
  });

  it("ends when the hub does not want it back", async () => {
    await using hub = await FakeHub.start({ deadlineMs: 15_000 });
    await using monitor = runMain([], hub.url);
    await hub.nextEvent("DEVICE_DISCOVERED");
    await hub.closeConnections(4001, "A newer session took over.");
    await expect(monitor.exitCode()).resolves.toBe(1);
  });

  it("explains its switches", async () => {
    await using monitor = runMain(["--help"]);
    await expect(monitor.exitCode()).resolves.toBe(0);
    await expect(monitor.stdout).resolves.toContain("--interval <s>");
  });

  it("says in one line what is wrong with a switch", async () => {
    await using monitor = runMain(["--interval", "soon"]);
    await expect(monitor.exitCode()).resolves.toBe(2);
    await expect(monitor.stderr).resolves.toBe(
      'host-monitor: --interval must be a number of seconds from 0.1 to 3600, not "soon". (--help lists the switches)\n',
    );
  });
});

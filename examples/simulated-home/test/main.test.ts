import { FakeHub } from "@hos/driver-sdk/testing";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { runMain } from "./run-main.ts";

describe("main", { timeout: 20_000 }, () => {
  it("lives on a hub until it is told to stop", async () => {
    await using hub = await FakeHub.start({ deadlineMs: 15_000 });
    await using home = runMain(["--instance", "attic", "--flood", "100"], hub.url);
    await hub.nextEvent("DEVICE_DISCOVERED", "attic-lamp");
    await expect(hub.act("attic-lamp", "turn_on")).resolves.toMatchObject({ success: true });
    await expect
      .poll(() => hub.device("attic-lamp"), { timeout: 15_000 })
      .toMatchObject({
        state: { power: true, brightness: 80 },
        extras: { flood: expect.any(Number) },
      });
    home.stop();
    await expect(home.exitCode()).resolves.toBe(0);
    expect(hub.rejections).toEqual([]);
  });

  it("shows the code of a hub that asks for approval, and moves in when it is approved", async () => {
    await using hub = await FakeHub.start({ deadlineMs: 15_000 });
    hub.requireApproval();
    await using home = runMain([], hub.url, { HOS_DRIVER_STATE_DIR: temporaryFolder() });
    const { code } = await hub.nextPairing();
    hub.approve();
    await hub.nextEvent("DEVICE_DISCOVERED");
    home.stop();
    await expect(home.stdout).resolves.toContain(`Approve demo in the hub with the code ${code}.`);
  });

  it("brings the credential of a file along", async () => {
    await using hub = await FakeHub.start({ deadlineMs: 15_000 });
    const file = join(temporaryFolder(), "token");
    writeFileSync(file, "hosd_1_secret\n");
    await using _home = runMain([], hub.url, { HOS_TOKEN_FILE: file });
    expect(await hub.nextRegistration()).toMatchObject({ token: "hosd_1_secret" });
  });

  it("ends when the hub does not want it back", async () => {
    await using hub = await FakeHub.start({ deadlineMs: 15_000 });
    await using home = runMain([], hub.url);
    await hub.nextEvent("DEVICE_DISCOVERED");
    await hub.closeConnections(4001, "A newer session took over.");
    await expect(home.exitCode()).resolves.toBe(1);
  });

  it("explains its switches", async () => {
    await using home = runMain(["--help"]);
    await expect(home.exitCode()).resolves.toBe(0);
    await expect(home.stdout).resolves.toContain("--flood <n>");
  });

  it.each([
    [["--drop", "often"], '--drop must be a number from 0 to 1, not "often".'],
    [["--colour"], "--colour"],
    [["--drop"], "--drop"],
    [["--drop", "--flap"], "--drop"],
    [["kitchen"], "kitchen"],
  ])("says in one line what is wrong with %j", async (args, complaint) => {
    await using home = runMain(args);
    await expect(home.exitCode()).resolves.toBe(2);
    const lines = (await home.stderr).split("\n");
    expect(lines).toEqual([expect.stringContaining(complaint), ""]);
    expect(lines[0]).toMatch(/^simulated-home: .* \(--help lists the switches\)$/);
  });
});

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "simulated-home-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

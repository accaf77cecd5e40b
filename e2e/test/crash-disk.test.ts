import { copyFile, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { DiskHub } from "../src/crash/disk-hub.ts";
import { canMount, runMounted } from "../src/crash/run-mounted.ts";

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "hos-disk-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

describe.runIf(canMount)("storage on a full disk", () => {
  it("says so, keeps serving, loses nothing, and stores again when there is room", async () => {
    const folder = await temporaryFolder();
    const line = `There is no room left for ${join(folder, "hos.db")}; free some space on its disk.`;
    expect(await runMounted("small", "full-disk-main.ts", folder)).toEqual({
      before: ["ok"],
      flushed: ["ok"],
      configureWhenFull: ["DISK_FULL", line],
      flushWhenFull: ["SAVE_FAILED", "DISK_FULL", line],
      backupWhenFull: ["DISK_FULL", line.replace("hos.db", "backup.db")],
      servesWhenFull: { text: "before", brightness: 2, status: "online", readOnly: false },
      configureWhenFreed: ["ok"],
      flushWhenFreed: ["ok"],
      servesWhenStartedFull: { text: "after", brightness: 2, status: "unknown", readOnly: true },
      configureWhenStartedFull: ["DISK_FULL", line],
      configureWhenFreedLater: ["ok"],
      servesWhenFreedLater: { text: "later", brightness: 2, status: "unknown", readOnly: false },
      servesInTheEnd: { text: "later", brightness: 2, status: "unknown", readOnly: false },
    });
  });
});

describe.runIf(canMount)("storage in a folder that may not be written to", () => {
  it("serves what it holds, refuses to store, and says so; without anything to serve it does not start", async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, "empty"));
    await using hub = await DiskHub.open(join(folder, "stopped"));
    await hub.configure("old");
    hub.report(1);
    await hub.flush();
    // As a kill leaves it: with a log that was not taken in.
    await mkdir(join(folder, "killed"));
    for (const name of ["hos.db", "hos.db-wal", "hos.db-shm"]) {
      await copyFile(join(folder, "stopped", name), join(folder, "killed", name));
    }
    await hub[Symbol.asyncDispose]();

    const refused = (name: string) =>
      `${join(folder, name)} may not be written to; make it and the files in it writable.`;
    const after = (name: string) => ({
      atStart: { text: "old", brightness: 1, status: "unknown", readOnly: true },
      configure: ["READ_ONLY", refused(name)],
      flush: ["SAVE_FAILED", "READ_ONLY", refused(name)],
      serves: { text: "old", brightness: 2, status: "online", readOnly: true },
    });
    expect(await runMounted("read-only", "read-only-main.ts", folder)).toEqual({
      empty: ["READ_ONLY", `${join(folder, "empty")} may not be written to and holds no hos.db; make it writable.`],
      stopped: after("stopped"),
      killed: after("killed"),
    });
  });
});

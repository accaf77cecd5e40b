/** Lives through a disk that fills up and is freed again, and tells what it saw. */
import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { DiskHub, outcome } from "./disk-hub.ts";

const [, , folder = ""] = process.argv;
const seen: Record<string, unknown> = {};
{
  await using hub = await DiskHub.open(folder);
  seen["before"] = await hub.configure("before");
  hub.report(1);
  seen["flushed"] = await hub.flush();

  fill();
  seen["configureWhenFull"] = await hub.configure("too large ".repeat(20_000));
  hub.report(2, "x".repeat(200_000));
  seen["flushWhenFull"] = await hub.flush();
  seen["backupWhenFull"] = await outcome(() => hub.storage.backup(join(folder, "backup.db")));
  seen["servesWhenFull"] = hub.serves();

  free();
  seen["configureWhenFreed"] = await hub.configure("after");
  seen["flushWhenFreed"] = await hub.flush();
}
fill();
{
  await using hub = await DiskHub.open(folder);
  seen["servesWhenStartedFull"] = hub.serves();
  seen["configureWhenStartedFull"] = await hub.configure("too large ".repeat(20_000));
  free();
  seen["configureWhenFreedLater"] = await hub.configure("later");
  seen["servesWhenFreedLater"] = hub.serves();
}
{
  await using hub = await DiskHub.open(folder);
  seen["servesInTheEnd"] = hub.serves();
}
process.stdout.write(JSON.stringify(seen));

function fill(): void {
  const file = openSync(join(folder, "filling"), "w");
  try {
    for (;;) writeSync(file, Buffer.alloc(4096));
  } catch (fault) {
    if (!(fault instanceof Error && "code" in fault && fault.code === "ENOSPC")) throw fault;
  } finally {
    closeSync(file);
  }
}

function free(): void {
  rmSync(join(folder, "filling"));
}

/** Starts on a folder that may not be written to and tells what it saw. */
import { join } from "node:path";
import { DiskHub, outcome } from "./disk-hub.ts";

const [, , folder = ""] = process.argv;
const seen: Record<string, unknown> = { empty: await outcome(() => DiskHub.open(join(folder, "empty"))) };
for (const name of ["stopped", "killed"]) {
  await using hub = await DiskHub.open(join(folder, name));
  const atStart = hub.serves();
  const configure = await hub.configure("new");
  hub.report(2);
  seen[name] = { atStart, configure, flush: await hub.flush(), serves: hub.serves() };
}
process.stdout.write(JSON.stringify(seen));

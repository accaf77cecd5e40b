/** Opens the storage of a folder, tells what is there, and writes all streams on until it is killed. */
import { flushCompileCache } from "node:module";
import { StoringHub } from "./storing-hub.ts";
import { type CrashLine, type Stream, STREAMS } from "./stored.ts";

const [, , folder = ""] = process.argv;
tell({ is: "opening" });
const hub = await StoringHub.open(folder);
const stored = await hub.read(folder);
// Node keeps it at the end of a process otherwise, and this one has none of its own.
flushCompileCache();
tell({ is: "opened", stored });
await Promise.all(STREAMS.map((stream) => writeOn(stream, stored.counts[stream])));

async function writeOn(stream: Stream, from: number): Promise<void> {
  for (let count = from + 1; ; count += 1) {
    await hub.write(stream, count);
    tell({ is: "written", stream, count });
  }
}

// Node writes to a pipe at once; what waited to be sent would die with the process.
function tell(line: CrashLine): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

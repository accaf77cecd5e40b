import { readdirSync, readFileSync } from "node:fs";

const TICKS_PER_MS = 0.1;
const NS_PER_MS = 1e6;

/**
 * The CPU time that a process has used so far, all threads, user and system, milliseconds, as the kernel accounts it:
 * the `schedstat` of each thread in `/proc/<pid>/task`, which counts nanoseconds, or where the kernel has none `/proc/<pid>/stat`, which
 * counts ticks of 10 ms.
 */
export function readCpuMs(pid: number): number {
  return readFromThreads(pid) ?? readFromTicks(pid);
}

function readFromThreads(pid: number): number | undefined {
  try {
    let ns = 0;
    for (const thread of readdirSync(`/proc/${pid}/task`)) {
      const [onCpu = "0"] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "latin1").split(" ");
      ns += Number(onCpu);
    }
    return ns / NS_PER_MS;
  } catch {
    return undefined;
  }
}

function readFromTicks(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
  // The name of the program stands in parentheses and may hold spaces; user and system time are fields 14 and 15.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_MS;
}

import type { CpuInfo } from "node:os";

/** How busy the processors were between two readings of `os.cpus()`, in percent; `null` where no time has passed. */
export function measureCpuLoad(before: readonly CpuInfo[], after: readonly CpuInfo[]): number | null {
  const busy = sum(after, "busy") - sum(before, "busy");
  const idle = sum(after, "idle") - sum(before, "idle");
  const total = busy + idle;
  return total > 0 ? Math.round((1000 * busy) / total) / 10 : null;
}

function sum(cpus: readonly CpuInfo[], part: "busy" | "idle"): number {
  return cpus.reduce((total, { times: { user, nice, sys, irq, idle } }) => {
    return total + (part === "idle" ? idle : user + nice + sys + irq);
  }, 0);
}

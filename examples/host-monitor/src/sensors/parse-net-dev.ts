/** What an interface has carried since it came up. */
export interface TrafficCounters {
  readonly receivedBytes: number;
  readonly sentBytes: number;
}

/**
 * Reads `/proc/net/dev` (proc_pid_net(5)): two lines of headings, then an interface a line. The loopback interface is
 * left out: it carries nothing to or from this machine.
 */
export function parseNetDev(text: string): ReadonlyMap<string, TrafficCounters> {
  const counters = new Map<string, TrafficCounters>();
  for (const line of text.split("\n").slice(2)) {
    // The colon may touch the first counter.
    const [name, columns] = line.split(/:(?=[^:]*$)/);
    if (name === undefined || columns === undefined || name.trim() === "lo") continue;
    const numbers = columns.trim().split(/\s+/).map(Number);
    const [receivedBytes, sentBytes] = [numbers[0], numbers[8]];
    if (receivedBytes === undefined || sentBytes === undefined) continue;
    counters.set(name.trim(), { receivedBytes, sentBytes });
  }
  return counters;
}

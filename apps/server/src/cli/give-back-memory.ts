import { type EventLoopUtilization, performance } from "node:perf_hooks";

/** How long the hub has to be quiet, milliseconds. */
const QUIET_MS = 1000;
/** How much of that time it may work and still counts as quiet. */
const QUIET_SHARE = 0.05;

type Collect = (options: NodeJS.GCOptions & { execution: "async" }) => Promise<void>;

/** What {@link giveBackMemory} works with. */
export interface MemoryKeeper {
  /** Collects everything and gives the pages back. @default that of Node, which is there with `--expose-gc` only */
  readonly collect?: Collect | undefined;
  /** The share of the time since the last call in which the event loop worked. @default that of this process */
  readonly readLoad?: () => number;
}

/**
 * Gives back the memory that the start took and does not need any more, in the first quiet second: a hub with little to do
 * would collect nothing for hours. Once; a busy hub does it by itself.
 *
 * Does nothing where Node was started without `--expose-gc`. It takes about 30 ms, 100 ms with 10,000 devices, and keeps no process alive.
 */
export function giveBackMemory(keeper: MemoryKeeper = {}): void {
  const { collect = globalThis.gc, readLoad = createLoadReader() } = keeper;
  if (collect === undefined) return;
  const timer = setInterval(() => {
    if (readLoad() > QUIET_SHARE) return;
    clearInterval(timer);
    // The one way that shrinks the young generation as well; it never fails.
    void collect({ type: "major", execution: "async", flavor: "last-resort" });
  }, QUIET_MS);
  timer.unref();
}

function createLoadReader(): () => number {
  let before: EventLoopUtilization = performance.eventLoopUtilization();
  return () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    return utilization;
  };
}

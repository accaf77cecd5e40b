/** Loaded into a node server before its own code: tells its parent what only the process itself knows. */
import { getHeapStatistics } from "node:v8";

/** What a probe tells. */
export interface ProbeAnswer {
  /** On the heap, since the process began, bytes. */
  readonly allocatedBytes: number;
  /** On the heap after a collection, bytes; without `--expose-gc` as it is. */
  readonly heapBytes: number;
}

process.on("message", (message) => {
  if (message !== "probe") return;
  globalThis.gc?.();
  const { total_allocated_bytes: allocatedBytes, used_heap_size: heapBytes } = getHeapStatistics();
  process.send?.({ allocatedBytes, heapBytes } satisfies ProbeAnswer);
});
// The channel must not keep the process alive.
process.channel?.unref();

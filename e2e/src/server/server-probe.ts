import { setImmediate as nextTurn } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

const COLLECTIONS = 4;

// Loaded before the server: tells the test how much memory is in use, and ends the server when the test is gone.
setFlagsFromString("--expose-gc");
// The flag shows in contexts that are made from now on.
const collectGarbage = runInNewContext("gc") as () => void;

process.on("message", (message) => {
  if (message === "memory") void measure().then((bytes) => process.send?.({ bytes }));
});
process.on("disconnect", () => process.exit());
// Otherwise the server alone decides how long it lives.
process.channel?.unref();

/** What is freed by a finalizer is gone only after the collection that follows. */
async function measure(): Promise<number> {
  for (let collection = 0; collection < COLLECTIONS; collection += 1) {
    collectGarbage();
    await nextTurn();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

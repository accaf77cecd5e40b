/** `pnpm reliability`: tries what must not bring a hub down, and prints figures. Ends with 1 where one is bad. */
import { cpus, loadavg } from "node:os";
import { readReliabilityOptions, USAGE } from "../e2e/src/load/reliability-options.ts";
import { runReliability } from "../e2e/src/load/run-reliability.ts";

const only = readReliabilityOptions(process.argv.slice(2));
if (only === undefined) {
  console.log(USAGE);
} else {
  const [cpu] = cpus();
  const load = (loadavg()[0] ?? Number.NaN).toFixed(1);
  console.log(`${cpus().length} cores of ${cpu?.model ?? "?"}, Node ${process.version}, load before: ${load}`);
  process.exitCode = (await runReliability(only, (line) => console.log(line))) ? 0 : 1;
}

import { measureFlood } from "./measure-flood.ts";
import { measureStorm } from "./measure-storm.ts";

// Measures what drivers can do to a hub: `node --conditions=@hos/source e2e/src/driver-load/main.ts [flood|storm]`.

const MEASUREMENTS = { flood: measureFlood, storm: measureStorm };
const chosen = process.argv.slice(2);
for (const [name, measure] of Object.entries(MEASUREMENTS)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  await measure((line) => process.stdout.write(`${name}: ${line}\n`));
}

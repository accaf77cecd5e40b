/** `pnpm fuzz`: is hostile to a real hub for a while. Ends with 1 where the hub did something that it must not. */
import { readFuzzOptions, USAGE } from "../e2e/src/fuzz/fuzz-options.ts";
import { runFuzz } from "../e2e/src/fuzz/fuzz-run.ts";

const options = readFuzzOptions(process.argv.slice(2));
if (options === undefined) {
  console.log(USAGE);
} else {
  console.log(`Fuzzing for ${options.seconds} s from seed ${options.seed} on.`);
  const { cases, failures } = await runFuzz(options, { tell: (line) => console.log(line) });
  for (const [name, count] of cases) console.log(`${name}: ${count} cases`);
  for (const failure of failures) console.error(`\n${failure}`);
  process.exitCode = failures.length === 0 ? 0 : 1;
}

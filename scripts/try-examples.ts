/** Copies each example out of the repository, installs it from packed packages, as an author would from npm, and runs its tests. */
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packPackages, usePackedPackages } from "./lib/packed-packages.ts";
import { root, runSteps, type Step } from "./lib/steps.ts";

/** What an example may depend on. */
const PACKED = new Set(["@hos/runtime", "@hos/protocol", "@hos/driver-sdk"]);

const folder = mkdtempSync(join(tmpdir(), "hos-examples-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

const packed = await packPackages(folder, PACKED);
if (packed === undefined) process.exit(1);

const steps = readdirSync(`${root}/examples`).flatMap((example): Step[] => {
  const copy = join(folder, example);
  cpSync(`${root}/examples/${example}`, copy, {
    recursive: true,
    filter: (source) => !source.includes("node_modules"),
  });
  usePackedPackages(join(copy, "package.json"), packed);
  return [
    { name: `${example}: install`, command: ["npm", "install", "--no-fund", "--no-audit", "--prefix", copy], cwd: "" },
    { name: `${example}: test`, command: ["npm", "test", "--prefix", copy] },
  ];
});
process.exitCode = (await runSteps(steps)) ? 0 : 1;

/** Copies each example out of the repository, installs it from packed packages, as an author would from npm, and runs its tests. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { publicPackages } from "./lib/public-packages.ts";
import { root, runStep, runSteps, type Step } from "./lib/steps.ts";

/** What an example may depend on. */
const PACKED = new Set(["@hos/runtime", "@hos/protocol", "@hos/driver-sdk"]);

interface Manifest {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  overrides?: Record<string, string>;
}

const folder = mkdtempSync(join(tmpdir(), "hos-examples-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

const built = await runStep({ name: "build", command: ["turbo", "run", "build", "--output-logs=errors-only"] });
if (!built) process.exit(1);

const tarballs: Record<string, string> = {};
for (const { name, folder: cwd } of publicPackages()) {
  if (!PACKED.has(name)) continue;
  const file = join(folder, `${name.replace("@hos/", "")}.tgz`);
  const packed = await runStep({ name: `pack ${name}`, command: ["pnpm", "pack", "--out", file], cwd });
  if (!packed) process.exit(1);
  tarballs[name] = `file:${file}`;
}

const steps = readdirSync(`${root}/examples`).flatMap((example): Step[] => {
  const copy = join(folder, example);
  cpSync(`${root}/examples/${example}`, copy, {
    recursive: true,
    filter: (source) => !source.includes("node_modules"),
  });
  useTarballs(join(copy, "package.json"));
  return [
    { name: `${example}: install`, command: ["npm", "install", "--no-fund", "--no-audit", "--prefix", copy], cwd: "" },
    { name: `${example}: test`, command: ["npm", "test", "--prefix", copy] },
  ];
});
process.exitCode = (await runSteps(steps)) ? 0 : 1;

// The packages that the tree would have from npm, once they are published there.
function useTarballs(file: string): void {
  const manifest = JSON.parse(readFileSync(file, "utf8")) as Manifest;
  for (const group of [manifest.dependencies, manifest.devDependencies]) {
    for (const name of Object.keys(group ?? {})) {
      const tarball = tarballs[name];
      if (group !== undefined && tarball !== undefined) group[name] = tarball;
    }
  }
  manifest.overrides = { ...tarballs };
  writeFileSync(file, JSON.stringify(manifest, null, 2));
}

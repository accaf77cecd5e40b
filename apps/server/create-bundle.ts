/**
 * Puts the program and all that it stands on into a few files: its 1,400 modules take more than twice as long to start, and
 * more memory for ever (docs/decisions/0033-the-program-in-a-few-files.md).
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type OutputChunk, type Plugin, rolldown } from "rolldown";

const FOLDER = fileURLToPath(new URL("bundle", import.meta.url));
/** The program, and the threads that it starts from files beside it. */
const ENTRIES = {
  "hos-server": "src/main.ts",
  "worker-main": "../../packages/storage/src/sqlite/worker/worker-main.ts",
  "wasm-argon2id-worker": "../../packages/access/src/passwords/wasm-argon2id-worker.ts",
};
/** What ws takes instead of its own code where it is installed; it is not. */
const OPTIONAL = ["bufferutil", "utf-8-validate"];

const bundle = await rolldown({
  cwd: import.meta.dirname,
  input: ENTRIES,
  platform: "node",
  external: OPTIONAL,
  resolve: { conditionNames: ["@hos/source", "node"] },
  plugins: [createAsciiPlugin()],
});
const { output } = await bundle.write({
  dir: FOLDER,
  cleanDir: true,
  entryFileNames: "[name].js",
  // All in one folder: a thread is looked for beside the file that starts it.
  chunkFileNames: "hos-server-[name].js",
  // Names stay, for the stack traces in the log.
  minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
});
const chunks = output.filter((file) => file.type === "chunk");
writeFileSync(join(FOLDER, "LICENSES.txt"), collectLicences(chunks));

/** One character of a script that is not ASCII makes V8 keep two bytes for each of all the others. */
function createAsciiPlugin(): Plugin {
  return {
    name: "ascii",
    generateBundle(_options, files) {
      for (const file of Object.values(files)) {
        if (file.type === "chunk") file.code = file.code.replaceAll(/[^\0-\x7F]/g, escapeUnit);
      }
    },
  };
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** What the authors of the bundled packages ask to be shown with them. */
function collectLicences(files: readonly OutputChunk[]): string {
  const folders = files.flatMap(({ moduleIds }) => moduleIds.map(findPackage)).filter((folder) => folder !== undefined);
  return [...new Set(folders)].toSorted().map(readLicence).join("\n\n");
}

/** The folder of the package from elsewhere that a module belongs to. */
function findPackage(moduleId: string): string | undefined {
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(moduleId)?.[0];
}

function readLicence(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    readonly [member: string]: string;
  };
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? "" : readFileSync(join(folder, file), "utf8").trim();
  return `${name} ${version} (${license})\n\n${text}`;
}

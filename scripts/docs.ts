/** Writes the generated documents into docs/; with `--check` it only says which are out of date. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { generatedDocuments } from "./lib/generated-documents.ts";
import { root } from "./lib/steps.ts";

const checkOnly = process.argv.includes("--check");
const outdated: string[] = [];

for (const [file, text] of Object.entries(await generatedDocuments())) {
  const path = `${root}/${file}`;
  if (existsSync(path) && readFileSync(path, "utf8") === text) continue;
  outdated.push(file);
  if (checkOnly) continue;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

if (checkOnly && outdated.length > 0) {
  console.error(`Out of date: ${outdated.join(", ")}. Run \`pnpm docs:generate\` and commit the result.`);
  process.exitCode = 1;
} else {
  console.log(outdated.length === 0 ? "All generated documents are up to date." : `Wrote ${outdated.join(", ")}.`);
}

/** `node prune.ts FOLDER...`: removes from a deployed folder what only people and compilers read. Licences stay. */
import { globSync, rmSync } from "node:fs";

const FILES = "**/*.{map,md,markdown,d.ts,d.mts,d.cts,tsbuildinfo}";
const FOLDERS = "**/node_modules/@hos/*/src";

for (const folder of process.argv.slice(2)) {
  for (const path of [...globSync(FILES, { cwd: folder }), ...globSync(FOLDERS, { cwd: folder })]) {
    if (!/licen[cs]e|notice/i.test(path)) rmSync(`${folder}/${path}`, { recursive: true, force: true });
  }
}

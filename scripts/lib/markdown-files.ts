import { globSync } from "node:fs";
import { root } from "./steps.ts";

/** The documents of this repository, by their path below the root. */
export function markdownFiles(): readonly string[] {
  return globSync("{*.md,docs/**/*.md,{packages,apps,examples}/*/*.md,e2e/*.md}", { cwd: root }).toSorted();
}

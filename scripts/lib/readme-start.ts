import { readFileSync } from "node:fs";
import { root } from "./steps.ts";

/** What the README tells people to paste under "Start". */
export interface ReadmeStart {
  /** Starts everything. */
  readonly start: string;
  /** The lines to try, in their order. */
  readonly tries: readonly string[];
}

const SECTION = /^## Start\n([^]*?)^## /m;
const BLOCK = /^```sh\n([^]*?)^```$/gm;
const COMMENT = /(?:^|\s+)# .*$/;

/** Reads the commands under "Start" of the README: the first block starts, the second has the lines to try. */
export function readReadmeStart(): ReadmeStart {
  const [, section = ""] = SECTION.exec(readFileSync(`${root}/README.md`, "utf8")) ?? [];
  const [first = [], second = []] = [...section.matchAll(BLOCK)].map(([, text = ""]) => readCommands(text));
  const [start] = first;
  if (start === undefined || second.length === 0) throw new Error("README.md has no commands under Start.");
  return { start, tries: second };
}

function readCommands(text: string): readonly string[] {
  const lines = text.replaceAll(/\s*\\\n\s*/g, " ").split("\n");
  return lines.map((line) => line.replace(COMMENT, "").trim()).filter((line) => line !== "");
}

import { fileURLToPath } from "node:url";
import type { ServerCommand } from "./contender.ts";

/** Runs a TypeScript file of this repository, by its path below the root, with the present node. */
export function sourceCommand(file: string, env: Readonly<Record<string, string>> = {}): ServerCommand {
  const path = fileURLToPath(new URL(`../../../${file}`, import.meta.url));
  return { file: process.execPath, args: ["--conditions=@hos/source", path], env };
}

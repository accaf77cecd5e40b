import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The root of the repository. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** A command line that has to exit with 0. */
export interface Step {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** Folder below the root. @default the root */
  readonly cwd?: string;
}

/** Runs a step with its output on this terminal. */
export function runStep(step: Step): Promise<boolean> {
  const [file, ...args] = step.command;
  console.log(`\n# ${step.name}: ${step.command.join(" ")}`);
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const child = spawn(file, args, { cwd: `${root}/${step.cwd ?? ""}`, stdio: ["ignore", "inherit", "inherit"] });
  child.once("error", (error) => {
    console.error(String(error));
    resolve(false);
  });
  child.once("exit", (code) => resolve(code === 0));
  return promise;
}

/**
 * Runs steps one after the other, all of them whatever fails, and prints one line each and the count.
 *
 * @returns whether all passed.
 */
export async function runSteps(steps: readonly Step[]): Promise<boolean> {
  const failed: string[] = [];
  for (const step of steps) {
    const startedAt = Date.now();
    const passed = await runStep(step);
    console.log(`${passed ? "ok" : "FAILED"}: ${step.name} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
    if (!passed) failed.push(step.name);
  }
  if (failed.length > 0) console.log(`\nfailed: ${failed.join(", ")}`);
  console.log(`\n${steps.length - failed.length} passed, ${failed.length} failed`);
  return failed.length === 0;
}

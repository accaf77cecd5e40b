/** `pnpm check`: everything but the tests that has to be right before a change lands. */
import { publicPackages } from "./lib/public-packages.ts";
import { runSteps, type Step } from "./lib/steps.ts";

const packageChecks = publicPackages().flatMap(({ name, folder }): Step[] => [
  { name: `publint ${name}`, command: ["publint", "--strict", "--pack", "pnpm"], cwd: folder },
  { name: `attw ${name}`, command: ["attw", "--pack", ".", "--profile", "esm-only", "--quiet"], cwd: folder },
]);

const passed = await runSteps([
  { name: "format", command: ["oxfmt", "--check", "."] },
  { name: "lint", command: ["oxlint"] },
  { name: "typecheck", command: ["tsc", "--noEmit", "-p", "."] },
  { name: "dead code", command: ["knip"] },
  { name: "exports", command: ["vitest", "run", "--project", "unit", "--reporter", "dot", "test/exports.test.ts"] },
  { name: "generated documents", command: ["node", "--conditions=@hos/source", "scripts/docs.ts", "--check"] },
  { name: "build", command: ["turbo", "run", "build", "--output-logs=errors-only"] },
  ...packageChecks,
]);
process.exitCode = passed ? 0 : 1;

/**
 * `pnpm test:image`: builds the container image, runs it as compose.yaml says and tries it. Exit code 77 where this machine
 * has no container engine, or no base image can be had: skipped, not passed.
 */
import { prepareBaseImage } from "../apps/headless/test/support/base-image.ts";
import { findContainerEngine } from "../apps/headless/test/support/container-engine.ts";
import { runStep } from "./lib/steps.ts";

const SKIPPED = 77;

const engine = await findContainerEngine();
if (engine === undefined) {
  console.log("skipped: neither docker nor podman runs here.");
  process.exit(SKIPPED);
}
const base = await prepareBaseImage(engine);
if (base === undefined) {
  console.log("skipped: the base image can neither be pulled nor be stood in for (root and debootstrap make one).");
  process.exit(SKIPPED);
}
console.log(`${engine.program}, on the ${base} base image`);
const config = ["--config", "apps/headless/vitest.config.ts"];
const passed = await runStep({ name: "image", command: ["vitest", "run", ...config] });
process.exitCode = passed ? 0 : 1;

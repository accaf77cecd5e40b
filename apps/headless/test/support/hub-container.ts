import type { ContainerEngine } from "./container-engine.ts";
import type { ContainerNetwork } from "./container-network.ts";
import { type ProgramResult, requireProgram, runProgram } from "./run-program.ts";

/** What {@link HubContainer} runs. */
export interface HubContainerOptions {
  readonly engine: ContainerEngine;
  readonly network: ContainerNetwork;
  readonly image: string;
  readonly name: string;
  /** Beside `run`: what compose.yaml says. */
  readonly runOptions: readonly string[];
}

const HEALTHY_TIMEOUT_MS = 30_000;
const STOP_SECONDS = 10;

/** A hub in a container, that may be stopped and started again. */
export class HubContainer implements AsyncDisposable {
  readonly #options: HubContainerOptions;

  constructor(options: HubContainerOptions) {
    this.#options = options;
  }

  /** Makes the container and starts it. */
  async run(): Promise<void> {
    const { engine, network, image, name, runOptions } = this.#options;
    const options = ["--detach", "--name", name, ...engine.runOptions, ...network.runOptions, ...runOptions];
    await requireProgram(engine.program, [...engine.options, "run", ...options, image]);
  }

  /** Starts it again after {@link stop}. */
  async start(): Promise<void> {
    await this.#require("start", this.#options.name);
  }

  /** Waits until `hos-server health` says so. @returns how long that took, milliseconds */
  async untilHealthy(): Promise<number> {
    const startedAt = Date.now();
    let last: ProgramResult;
    do {
      last = await this.exec("hos-server", "health");
      if (last.exitCode === 0) return Date.now() - startedAt;
      if ((await this.inspect("{{.State.Running}}")) !== "true") break;
    } while (Date.now() - startedAt < HEALTHY_TIMEOUT_MS);
    throw new Error(`The container is not healthy: ${last.stderr}\n${await this.logs()}`);
  }

  /** Runs a program in the container. */
  exec(...command: readonly string[]): Promise<ProgramResult> {
    const { engine, name } = this.#options;
    return runProgram(engine.program, [...engine.options, "exec", name, ...command]);
  }

  /** Stops it with SIGTERM. @returns its exit code, and how long that took, milliseconds */
  async stop(): Promise<{ readonly exitCode: number; readonly durationMs: number }> {
    const startedAt = Date.now();
    await this.#require("stop", "--time", String(STOP_SECONDS), this.#options.name);
    const durationMs = Date.now() - startedAt;
    return { exitCode: Number(await this.inspect("{{.State.ExitCode}}")), durationMs };
  }

  /** One value of what the engine knows of it. */
  inspect(format: string): Promise<string> {
    return this.#require("container", "inspect", "--format", format, this.#options.name);
  }

  /** All that it wrote. */
  async logs(): Promise<string> {
    const { engine, name } = this.#options;
    const { stdout, stderr } = await runProgram(engine.program, [...engine.options, "logs", name]);
    return stdout + stderr;
  }

  /** Host and port of the hub, from outside. */
  authority(): Promise<string> {
    return this.#options.network.authorityOf(this.#options.name, 8080);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { engine, name } = this.#options;
    await runProgram(engine.program, [...engine.options, "rm", "--force", "--volumes", name]);
  }

  #require(...args: readonly string[]): Promise<string> {
    const { engine } = this.#options;
    return requireProgram(engine.program, [...engine.options, ...args]);
  }
}

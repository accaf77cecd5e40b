import { existsSync } from "node:fs";
import { succeeds } from "./run-program.ts";

/** A program that builds and runs containers, with what this machine needs beside. */
export interface ContainerEngine {
  readonly program: "docker" | "podman";
  /** Beside `build`. */
  readonly buildOptions: readonly string[];
  /** Before every other command. */
  readonly options: readonly string[];
  /** Beside `run`. */
  readonly runOptions: readonly string[];
  /** Whether containers get a network namespace that the test makes, since the engine cannot publish ports here. */
  readonly ownNetwork: boolean;
}

const DOCKER: ContainerEngine = {
  program: "docker",
  buildOptions: [],
  options: [],
  runOptions: [],
  ownNetwork: false,
};

// HEALTHCHECK is not of the OCI format.
const PODMAN: ContainerEngine = { ...DOCKER, program: "podman", buildOptions: ["--format", "docker"] };

// Root in a sandbox without systemd: no cgroups of one's own, no bridge, no timers for health checks.
const PODMAN_BARE: ContainerEngine = {
  program: "podman",
  buildOptions: ["--format", "docker", "--isolation", "chroot", "--network", "host"],
  options: ["--cgroup-manager", "cgroupfs", "--runtime", "runc"],
  runOptions: ["--ulimit", "nofile=1024:4096", "--ulimit", "nproc=4096:4096"],
  ownNetwork: true,
};

/** The engine of this machine: docker where it runs, else podman; `undefined` where there is neither. */
export async function findContainerEngine(): Promise<ContainerEngine | undefined> {
  if (await succeeds("docker", ["info"])) return DOCKER;
  if (!(await succeeds("podman", ["info"]))) return undefined;
  const bare = process.getuid?.() === 0 && !existsSync("/run/systemd/system");
  return bare ? PODMAN_BARE : PODMAN;
}

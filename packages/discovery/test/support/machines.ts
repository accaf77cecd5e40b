import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const PACKAGE = fileURLToPath(new URL("../..", import.meta.url));

/** The text of a module, or a file with its arguments and variables. */
export type Program = string | { readonly command: readonly string[]; readonly env: NodeJS.ProcessEnv };

/** Two machines on one cable: network namespaces of this test alone, joined by a pair of virtual interfaces. */
export class Machines implements Disposable {
  static readonly #left = `hos-l-${process.pid}`;
  static readonly #right = `hos-r-${process.pid}`;

  /** Whether this process may make any; it needs Linux, root and iproute2. */
  static get available(): boolean {
    try {
      ip("netns", "add", `${Machines.#left}-try`);
      ip("netns", "delete", `${Machines.#left}-try`);
      return true;
    } catch {
      return false;
    }
  }

  /** @param family what the cable carries; IPv6 needs an address that a URL can name besides the link-local one */
  constructor(family: "IPv4" | "IPv6") {
    try {
      this.#connect();
      this.#address(Machines.#left, "left", family === "IPv4" ? "192.0.2.1/24" : "fd00::1/64");
      this.#address(Machines.#right, "right", family === "IPv4" ? "192.0.2.2/24" : "fd00::2/64");
    } catch (error) {
      this[Symbol.dispose]();
      throw error;
    }
  }

  #connect(): void {
    ip("netns", "add", Machines.#left);
    ip("netns", "add", Machines.#right);
    ip("-n", Machines.#left, "link", "add", "left", "type", "veth", "peer", "name", "right", "netns", Machines.#right);
  }

  #address(namespace: string, device: string, address: string): void {
    const noDetection = address.includes(":") ? ["nodad"] : [];
    ip("-n", namespace, "address", "add", address, "dev", device, ...noDetection);
    ip("-n", namespace, "link", "set", device, "up");
  }

  /** Runs a program on the first machine. */
  runLeft(program: Program): ChildProcess {
    return run(Machines.#left, program);
  }

  /** Runs a program on the other. */
  runRight(program: Program): ChildProcess {
    return run(Machines.#right, program);
  }

  [Symbol.dispose](): void {
    for (const namespace of [Machines.#left, Machines.#right]) {
      try {
        ip("netns", "delete", namespace);
      } catch {
        // It was not made.
      }
    }
  }
}

function ip(...args: readonly string[]): void {
  execFileSync("ip", args, { stdio: "ignore" });
}

function run(namespace: string, program: Program): ChildProcess {
  const what = typeof program === "string" ? ["--input-type=module", "--eval", program] : program.command;
  const env = typeof program === "string" ? {} : program.env;
  return spawn("ip", ["netns", "exec", namespace, process.execPath, "--conditions=@hos/source", ...what], {
    cwd: PACKAGE,
    env: { ...process.env, ...env },
    stdio: ["pipe", "pipe", "inherit"],
  });
}

import type { ContainerEngine } from "./container-engine.ts";
import { requireProgram, runProgram } from "./run-program.ts";

/** How a container is reached from this machine, as another machine of the network would reach it. */
export interface ContainerNetwork extends AsyncDisposable {
  /** Beside `run`. */
  readonly runOptions: readonly string[];
  /** Host and port of what listens at `port` in a container that runs. */
  authorityOf(container: string, port: number): Promise<string>;
}

/** Publishes a port on 127.0.0.1, or gives the container a network namespace with one cable to this machine. */
export function createContainerNetwork(engine: ContainerEngine, port: number): Promise<ContainerNetwork> {
  return engine.ownNetwork ? createCable() : Promise.resolve(publish(engine, port));
}

function publish({ program }: ContainerEngine, published: number): ContainerNetwork {
  return {
    runOptions: ["--publish", `127.0.0.1::${published}`],
    async authorityOf(container, port) {
      const [first = ""] = (await requireProgram(program, ["port", container, String(port)])).split("\n");
      return first.trim();
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

async function createCable(): Promise<ContainerNetwork> {
  const namespace = `hos-image-${process.pid}`;
  const link = `hos${process.pid}`.slice(0, 15);
  // Of the range for documentation: nobody else is there.
  const third = process.pid % 64;
  const [here, there] = [`198.51.100.${third * 4 + 1}`, `198.51.100.${third * 4 + 2}`];
  const remove = () => runProgram("ip", ["netns", "delete", namespace]).then(() => undefined);
  try {
    await ip("netns", "add", namespace);
    await ip("link", "add", link, "type", "veth", "peer", "name", "eth0", "netns", namespace);
    await ip("address", "add", `${here}/30`, "dev", link);
    await ip("link", "set", link, "up");
    await ip("-n", namespace, "address", "add", `${there}/30`, "dev", "eth0");
    await ip("-n", namespace, "link", "set", "eth0", "up");
    await ip("-n", namespace, "link", "set", "lo", "up");
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    runOptions: ["--network", `ns:/run/netns/${namespace}`],
    authorityOf: (_container, port) => Promise.resolve(`${there}:${port}`),
    [Symbol.asyncDispose]: remove,
  };
}

function ip(...args: readonly string[]): Promise<string> {
  return requireProgram("ip", args);
}

import { createServer } from "node:net";
import type { ListenConfig } from "../../config.ts";
import { askHub } from "../ask-hub.ts";
import { CliFault } from "../cli-fault.ts";
import { type Finding, fail, ok } from "./finding.ts";

/** Whether the port is free, or a hub has it. */
export async function checkPort(config: ListenConfig): Promise<Finding> {
  const { host, port } = config;
  if (port === 0) return ok("The hub takes any free port.");
  const code = await tryToListen(host, port);
  switch (code) {
    case undefined:
      return ok(`Port ${port} is free.`);
    case "EADDRINUSE":
      return (await isHub(config))
        ? ok(`Port ${port} is in use by a hub.`)
        : fail(`Port ${port} is taken by another program.`, "Stop it, or set another PORT.");
    case "EACCES":
      return fail(`Port ${port} may not be used by this user.`, "Set a PORT of 1024 or more.");
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return fail(`HOS_HOST=${host} is no address of this machine.`, "Set HOS_HOST to one, or take it away.");
    default:
      return fail(`Port ${port} cannot be used: ${code}.`, "Set another PORT or HOS_HOST.");
  }
}

/** @returns the code of what Node says, `undefined` where it can be had. */
async function tryToListen(host: string | undefined, port: number): Promise<string | undefined> {
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const server = createServer();
  server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  server.listen({ host: host ?? "127.0.0.1", port }, () => server.close(() => resolve(undefined)));
  return await promise;
}

async function isHub(config: ListenConfig): Promise<boolean> {
  try {
    const { status, body } = await askHub(config, "/healthz");
    return status === 200 && /^\{"ok":true[,}]/.test(body);
  } catch (error) {
    if (error instanceof CliFault) return false;
    throw error;
  }
}

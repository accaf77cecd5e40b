import type { ServerConfig } from "./server-config.ts";

/** One line that says why the server could not start and what to do, or `undefined` where that is not known. */
export function explainStartFault(error: unknown, { port, driverPort, host = "127.0.0.1" }: ServerConfig): string | undefined {
  const { code, port: busyPort } = error as { code?: unknown; port?: unknown };
  const variable = busyPort === driverPort && driverPort !== port ? "DRIVER_WS_PORT" : "PORT";
  switch (code) {
    case "EADDRINUSE":
      return `${variable}=${String(busyPort)} is taken by another program on ${host}: stop it, or set another ${variable}.`;
    case "EACCES":
      return `${variable}=${String(busyPort)} may not be used by this user: set a ${variable} of 1024 or more.`;
    case "EADDRNOTAVAIL":
      return `HOS_HOST=${JSON.stringify(host)} is no address of this machine.`;
    default:
      return undefined;
  }
}

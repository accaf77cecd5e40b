import { ApiFailure } from "@hos/protocol/rest";
import { isStorageError } from "@hos/storage";
import { isStoreError } from "@hos/state-store";
import type { ServerConfig } from "./server-config.ts";

/** What Node says of a fault of the system. */
interface SystemFault {
  readonly code?: string;
  readonly port?: number;
  readonly address?: string;
  readonly path?: string;
}

/** One line that says why the server could not start and what to do, or `undefined` where that is not known. */
export function explainStartFault(error: unknown, config: ServerConfig): string | undefined {
  // What storage says names the file and the way out.
  if (isStorageError(error)) return error.message;
  if (isStoreError(error)) return isStorageError(error.cause) ? error.cause.message : error.message;
  // The password of HOS_ADMIN_PASSWORD_FILE is the one thing of the settings that a request could hold as well.
  if (error instanceof ApiFailure) return ["HOS_ADMIN_PASSWORD_FILE:", error.message, ...error.details].join(" ");
  return explainSystemFault(error, config);
}

function explainSystemFault(error: unknown, { port, driverPort, host }: ServerConfig): string | undefined {
  const { code, port: busyPort, address, path } = error as SystemFault;
  const variable = busyPort === driverPort && driverPort !== port ? "DRIVER_WS_PORT" : "PORT";
  switch (code) {
    case "EADDRINUSE":
      return `${variable}=${busyPort} is taken by another program on ${address}: stop it, or set another ${variable}.`;
    case "EACCES":
      if (path !== undefined) return `${path} may not be used by this user: change its owner or its permissions.`;
      return `${variable}=${busyPort} may not be used by this user: set a ${variable} of 1024 or more.`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `HOS_HOST=${JSON.stringify(host)} is no address of this machine.`;
    default:
      return undefined;
  }
}

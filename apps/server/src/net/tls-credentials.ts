import { readFileSync } from "node:fs";
import type { Server } from "node:http";
import { Server as HttpsServer } from "node:https";
import { createSecureContext } from "node:tls";
import { ConfigError } from "../config-error.ts";
import type { TlsFiles } from "../server-config.ts";

/** A certificate with its chain, and its key, both PEM. */
export interface TlsCredentials {
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** Reads certificate and key. @throws {ConfigError} when they cannot be read, are none, or do not belong together. */
export function readTlsCredentials({ certFile, keyFile }: TlsFiles): TlsCredentials {
  const cert = readFile("HOS_TLS_CERT", certFile);
  const key = readFile("HOS_TLS_KEY", keyFile);
  try {
    createSecureContext({ cert });
  } catch (error) {
    throw new ConfigError("HOS_TLS_CERT", certFile, `holds no certificate in PEM: ${(error as Error).message}.`);
  }
  try {
    createSecureContext({ cert, key });
  } catch (error) {
    const reason = (error as Error).message;
    throw new ConfigError("HOS_TLS_KEY", keyFile, `holds no key of the certificate in HOS_TLS_CERT: ${reason}.`);
  }
  return { cert, key };
}

/** Makes a server use what the files hold now. Open connections stay as they are. @throws {ConfigError} and changes nothing */
export function reloadTls(servers: readonly Server[], files: TlsFiles): void {
  const credentials = readTlsCredentials(files);
  for (const server of servers) {
    if (server instanceof HttpsServer) server.setSecureContext({ ...credentials });
  }
}

function readFile(variable: string, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new ConfigError(variable, path, `cannot be read: ${(error as Error).message}.`);
  }
}

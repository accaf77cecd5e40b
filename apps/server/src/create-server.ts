import { HosServer } from "./hos-server.ts";
import type { ServerConfig } from "./server-config.ts";
import type { ServerOptions } from "./server-options.ts";

/**
 * Makes a server that is not started yet.
 *
 * @example
 * const server = createServer(readConfig(process.env));
 * const { url } = await server.start();
 */
export function createServer(config: ServerConfig, options: ServerOptions = {}): HosServer {
  return new HosServer(config, options);
}

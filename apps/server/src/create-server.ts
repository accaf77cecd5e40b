import { openServerParts } from "./compose/open-server-parts.ts";
import { HosServer } from "./hos-server.ts";
import type { ServerConfig } from "./server-config.ts";
import type { ServerOptions } from "./server-options.ts";

/**
 * Opens what the server stores and makes a server of it that is not started yet. Close it, whether it is started or not:
 * it holds the data folder.
 *
 * @throws {StorageError} when the data folder cannot be used.
 * @throws {ConfigError} when certificate and key cannot be used.
 * @example
 * const server = await createServer(readConfig(process.env));
 * const { url } = await server.start();
 */
export async function createServer(config: ServerConfig, options: ServerOptions = {}): Promise<HosServer> {
  const parts = await openServerParts(config, options);
  try {
    return new HosServer(parts);
  } catch (fault) {
    await parts.storage.close();
    throw fault;
  }
}

import { silentLogger } from "@hos/runtime";
import { readConfig, type ServerConfig, type ServerOptions } from "../../src/index.ts";
import { createMemoryStorage } from "../../src/storage/create-memory-storage.ts";
import { ROOT_TOKEN } from "./root-token.ts";

/** The configuration of a server that a test can have: on a free port of this machine, telling no network. */
export function createTestConfig(changes: Partial<ServerConfig> = {}): ServerConfig {
  const config = readConfig({ PORT: "0", HOS_GRACE_MS: "50", HOS_HOST: "127.0.0.1", HOS_MDNS: "off" });
  return { ...config, adminToken: ROOT_TOKEN, ...changes };
}

/** Options of a server that writes no file and hashes passwords fast. */
export function createTestOptions(changes: ServerOptions = {}): ServerOptions {
  return {
    logger: silentLogger,
    storage: createMemoryStorage(),
    passwordCost: { memoryKib: 8, passes: 1, parallelism: 1 },
    ...changes,
  };
}

import { resolve } from "node:path";
import { AccessControl, DriverGate } from "@hos/access";
import { Home } from "@hos/home";
import { createHub, type Hub } from "@hos/hub";
import { type Clock, type Logger, systemClock } from "@hos/runtime";
import { ConfigStore } from "@hos/storage";
import { SqliteStorage } from "@hos/storage/sqlite";
import { createLogger, createLogLevels } from "../logging/create-logger.ts";
import { createNetPolicy } from "../net/net-policy.ts";
import { RESTORE_POLICY } from "../restore-policy.ts";
import type { ServerConfig } from "../server-config.ts";
import type { ServerOptions } from "../server-options.ts";
import { SERVER_VERSION } from "../server-version.ts";
import type { HubStorage } from "../storage/hub-storage.ts";
import type { ServerParts } from "./server-parts.ts";

/** What stands before the parts that are built on it, and what they are made with. */
type Foundation = Omit<ServerParts, "access" | "gate" | "home" | "hub"> & { readonly options: ServerOptions };

/**
 * Opens what the server stores and makes everything that stands on it.
 *
 * @throws {StorageError} when the data folder cannot be used.
 */
export async function openServerParts(config: ServerConfig, options: ServerOptions): Promise<ServerParts> {
  const logLevels = options.logLevels ?? createLogLevels(config);
  const logger = options.logger ?? createLogger(config, { levels: logLevels });
  const clock = options.clock ?? systemClock;
  const policy = createNetPolicy(config);
  const storage = options.storage ?? (await openFolder(config, { logger, clock }));
  try {
    const store = new ConfigStore({ persistence: storage.documents, logger: logger.child({ component: "storage" }) });
    await store.start();
    return createParts({ config, options, logger, logLevels, clock, policy, storage, store });
  } catch (fault) {
    await storage.close();
    throw fault;
  }
}

function openFolder(
  { dataDir }: ServerConfig,
  { logger, clock }: { readonly logger: Logger; readonly clock: Clock },
): Promise<HubStorage> {
  return SqliteStorage.open({
    folder: resolve(dataDir),
    restorePolicy: RESTORE_POLICY,
    clock,
    logger: logger.child({ component: "storage" }),
  });
}

function createParts(foundation: Foundation): ServerParts {
  const { config, logger, logLevels, clock, policy, storage, store } = foundation;
  const access = createAccess(foundation);
  const gate = new DriverGate({
    ...pickCreateId(foundation),
    config: store,
    clock,
    logger: logger.child({ component: "drivers" }),
    mode: config.driverAuth,
    limits: {
      waitingDrivers: config.driverLimits.waitingSockets,
      waitingPerAddress: config.driverLimits.waitingPerAddress,
    },
  });
  const hub = createHubOf(foundation, gate);
  gate.attach(hub.gateway);
  const home = createHome(foundation, hub);
  return { config, logger, logLevels, clock, policy, storage, store, access, gate, home, hub };
}

function createAccess(foundation: Foundation): AccessControl {
  const { config, options, logger, clock, store } = foundation;
  const { adminPassword, adminToken } = config;
  const { passwordCost } = options;
  return new AccessControl({
    ...pickCreateId(foundation),
    config: store,
    clock,
    logger: logger.child({ component: "access" }),
    ...(adminToken !== undefined && { rootToken: adminToken }),
    ...(adminPassword !== undefined && { adminPassword }),
    ...(passwordCost !== undefined && { passwordCost }),
  });
}

function createHubOf(foundation: Foundation, gate: DriverGate): Hub {
  const { config, logger, clock, policy, storage } = foundation;
  return createHub({
    ...pickCreateId(foundation),
    serverVersion: SERVER_VERSION,
    clock,
    logger,
    graceMs: config.graceMs,
    historySize: config.historySize,
    persistence: storage.devices,
    journal: storage.journal,
    addressOf: (request) => policy.addresses.of(request) ?? null,
    admission: gate,
    limits: { ...config.driverLimits, frameBytes: config.maxFrameBytes, pingIntervalMs: config.pingIntervalMs },
  });
}

function createHome(foundation: Foundation, hub: Hub): Home {
  const { logger, clock, store } = foundation;
  const home = new Home({
    ...pickCreateId(foundation),
    store,
    clock,
    logger: logger.child({ component: "home" }),
    conceal: (item) => hub.commands.conceal(item),
    onSpaceRemoved: async () => {
      hub.devices.leaveLostSpaces(home.spaces.has);
      await hub.devices.flush();
    },
  });
  home.onChanged((change) => hub.events.emit("live", change));
  return home;
}

function pickCreateId({ options: { createId } }: Foundation): Pick<ServerOptions, "createId"> {
  return createId === undefined ? {} : { createId };
}

import type { Server } from "node:http";
import type { Hub } from "@hos/hub";
import { ApiFailure } from "@hos/protocol/rest";
import type { Logger } from "@hos/runtime";
import type { Hono } from "hono";
import type { ApiEnv } from "../http/api-context.ts";
import type { ServerConfig } from "../server-config.ts";
import { ConnectionCounter } from "./connection-counter.ts";
import { createNodeServer } from "./create-node-server.ts";
import { createRequestListener } from "./create-request-listener.ts";
import { createUpgradeListener } from "./create-upgrade-listener.ts";
import { HttpListener } from "./http-listener.ts";
import { HubListeners } from "./hub-listeners.ts";
import type { NetPolicy } from "./net-policy.ts";
import { refuseRequest } from "./refuse-request.ts";

/** What is served. */
export interface ListenerParts {
  readonly config: ServerConfig;
  readonly policy: NetPolicy;
  readonly logger: Logger;
  readonly app: Hono<ApiEnv>;
  readonly gateway: Hub["gateway"];
}

/**
 * Makes what a hub listens with: one server for everything, or a second one where drivers have a port of their own.
 *
 * @returns the listeners, and the server that Socket.IO is to be attached to.
 * @throws {ConfigError} when certificate and key cannot be used.
 */
export function createHubListeners(parts: ListenerParts): {
  readonly listeners: HubListeners;
  readonly server: Server;
} {
  const { config, policy, logger, app, gateway } = parts;
  const shared = config.driverPort === config.port;
  const counter = new ConnectionCounter({
    maxPerSource: config.maxConnectionsPerAddress,
    isProxy: (address) => policy.addresses.isProxy(address),
    onFull: (source) => logger.warn("An address has too many connections; more are refused.", { source }),
  });
  const server = createNodeServer(createRequestListener(app, policy), { ...config, headers: policy.headers });
  server.on("upgrade", createUpgradeListener({ gateway: shared ? gateway : undefined, socketIo: true, policy }));
  const main = new HttpListener(server, counter);
  const drivers = shared ? undefined : new HttpListener(createDriverServer(parts), counter);
  return { listeners: new HubListeners({ config, logger, main, drivers, counter }), server };
}

/** The driver endpoint where it has a port of its own: nothing else is served there. */
function createDriverServer({ config, policy, gateway }: ListenerParts): Server {
  const server = createNodeServer(
    ({ method, url }, response) =>
      refuseRequest(response, new ApiFailure("NOT_FOUND", `${method} ${url} is not served on the port of drivers.`)),
    { ...config, headers: policy.headers },
  );
  server.on("upgrade", createUpgradeListener({ gateway, socketIo: false, policy }));
  return server;
}

import { resolve } from "node:path";
import { ApiFailure } from "@hos/protocol/rest";
import type { Hono } from "hono";
import type { ApiEnv } from "../http/api-context.ts";
import { ClientPace } from "../http/client-pace.ts";
import { createHttpApp } from "../http/create-http-app.ts";
import { LiveFeed } from "../live/live-feed.ts";
import { SocketGateway } from "../live/socket/socket-gateway.ts";
import { SseGateway } from "../live/sse/sse-gateway.ts";
import { StreamWatch } from "../live/stream-watch.ts";
import { HubMetrics } from "../metrics/hub-metrics.ts";
import { createHubListeners } from "../net/create-hub-listeners.ts";
import type { HubListeners } from "../net/hub-listeners.ts";
import { SERVER_VERSION } from "../server-version.ts";
import type { ServerParts } from "./server-parts.ts";

/** Everything of a server that clients talk to. */
export interface ClientSide {
  readonly app: Hono<ApiEnv>;
  readonly listeners: HubListeners;
  readonly feed: LiveFeed;
  readonly sse: SseGateway;
  readonly sockets: SocketGateway;
  readonly watch: StreamWatch;
  readonly metrics: HubMetrics;
}

/** Makes the client API, the live stream, and what they are reached by. @throws {ConfigError} */
export function createClientSide(parts: ServerParts): ClientSide {
  const { access, clock, config, gate, home, hub, policy, storage } = parts;
  const logger = parts.logger.child({ component: "live" });
  const { clientBufferBytes: bufferBytes, clientStallMs: stallMs } = config;
  const watch = new StreamWatch(access, clock);
  const feed = new LiveFeed(hub, { clock, logger, backlogBytes: bufferBytes, stallMs });
  const sse = new SseGateway({ feed, watch, addresses: policy.addresses, clock, logger });
  const pace = new ClientPace({ clock, percent: config.clientTimePercent });
  const metrics = createMetrics(parts, { feed, readListeners: () => listeners });
  const app = createHttpApp({
    hub,
    access,
    home,
    gate,
    sse,
    metrics,
    findUnreadiness: () => findUnreadiness(parts, listeners),
    backups: { storage, folder: resolve(config.dataDir), maxBytes: config.maxBackupBytes },
    logger: parts.logger.child({ component: "http" }),
    logLevels: parts.logLevels,
    addressOf: ({ env: { incoming } }) => incoming && policy.addresses.of(incoming),
    pace,
    maxBodyBytes: config.maxBodyBytes,
  });
  const net = parts.logger.child({ component: "net" });
  const { listeners, server } = createHubListeners({ config, policy, logger: net, app, gateway: hub.gateway });
  const sockets = new SocketGateway(server, {
    feed,
    access,
    watch,
    addresses: policy.addresses,
    origins: policy.origins,
    hub,
    pace,
    clock,
    logger,
    bufferBytes,
    stallMs,
  });
  return { app, listeners, feed, sse, sockets, watch, metrics };
}

function findUnreadiness(parts: ServerParts, listeners: HubListeners): ApiFailure | undefined {
  if (!listeners.listening) return new ApiFailure("HUB_STOPPING", "The hub takes no new connections.");
  const fault = findStorageFault(parts);
  return fault === undefined ? undefined : new ApiFailure("STORAGE_UNAVAILABLE", fault);
}

/** Why nothing can be stored; `undefined` where it can. The hub goes on with what it knows meanwhile. */
function findStorageFault({ hub, storage }: ServerParts): string | undefined {
  if (storage.readOnly) return "The data folder may not be written to, or its disk is full.";
  return hub.devices.backlog.failing ? "The last states could not be stored; the hub tries again." : undefined;
}

function createMetrics(
  parts: ServerParts,
  { feed, readListeners }: { readonly feed: LiveFeed; readonly readListeners: () => HubListeners },
): HubMetrics {
  return new HubMetrics({
    version: SERVER_VERSION,
    hub: parts.hub,
    live: feed,
    // They are made after the API, which is what they serve.
    net: {
      get connectionCount() {
        return readListeners().connectionCount;
      },
      get refusedConnections() {
        return readListeners().refusedConnections;
      },
    },
    storageFault: () => findStorageFault(parts),
  });
}

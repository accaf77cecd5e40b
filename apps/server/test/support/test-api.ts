import { createHub } from "@hos/hub";
import { type Logger, silentLogger, systemClock } from "@hos/runtime";
import { createHttpApp } from "../../src/http/create-http-app.ts";
import { createOpenAccess } from "../../src/live/open-access.ts";
import { LiveFeed } from "../../src/live/live-feed.ts";
import { SseGateway } from "../../src/live/sse-gateway.ts";
import { StreamWatch } from "../../src/live/stream-watch.ts";
import { connectDriver } from "./raw-driver.ts";
import { until } from "./until.ts";

/** An answer of the client API. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

/** The client API over a real hub, without a server before it, and one driver. */
export async function startTestApi(options: { logger?: Logger } = {}) {
  const logger = options.logger ?? silentLogger;
  const hub = createHub({ serverVersion: "1.0.0", graceMs: 50 });
  await hub.start();
  const { port } = await hub.gateway.listen({ host: "127.0.0.1", port: 0 });
  const driverUrl = `ws://127.0.0.1:${port}/driver`;
  const feed = new LiveFeed(hub, logger);
  const access = createOpenAccess();
  const watch = new StreamWatch(access);
  const sse = new SseGateway({ feed, watch, clock: systemClock, logger, bufferBytes: 1000 });
  const app = createHttpApp({ hub, access, sse, logger });
  const driver = await connectDriver(driverUrl);

  const ask = async (path: string, init?: RequestInit): Promise<Answer> => {
    const response = await app.request(path, init, {});
    const body = (await response.json()) as Record<string, unknown>;
    return { status: response.status, headers: response.headers, body };
  };
  return {
    hub,
    app,
    driver,
    driverUrl,
    get: (path: string) => ask(`/v1/os${path}`),
    post: (path: string, body: unknown = {}, headers: Record<string, string> = {}) =>
      ask(`/v1/os${path}`, {
        method: "POST",
        body: typeof body === "string" ? body : JSON.stringify(body),
        headers: { "content-type": "application/json", ...headers },
      }),
    ask,
    /** Announces a device and waits until the hub has it. */
    announce: async (deviceId: string, more: Record<string, unknown> = {}) => {
      driver.announce(deviceId, more);
      await until(`device ${deviceId}`, () => hub.devices.get(deviceId));
    },
    async [Symbol.asyncDispose]() {
      feed.close();
      sse.close();
      watch.close();
      await hub.close();
      await driver.close();
    },
  };
}

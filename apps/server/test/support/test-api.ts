import { createClientSide } from "../../src/compose/create-client-side.ts";
import { openServerParts } from "../../src/compose/open-server-parts.ts";
import type { ServerConfig, ServerOptions } from "../../src/index.ts";
import { connectDriver } from "./raw-driver.ts";
import { bearer, ROOT_TOKEN } from "./root-token.ts";
import { createTestConfig, createTestOptions } from "./test-config.ts";
import { until } from "./until.ts";

/** An answer of the client API. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

type Init = Omit<RequestInit, "headers"> & { readonly headers?: Readonly<Record<string, string>> };

/** The client API over a real hub, without a server before it, and one driver. */
export async function startTestApi(options: ServerOptions = {}, config: Partial<ServerConfig> = {}) {
  const parts = await openServerParts(createTestConfig(config), createTestOptions(options));
  const { access, gate, home, hub, store } = parts;
  const { app, feed, sse, sockets, watch, metrics } = createClientSide(parts);
  await access.start();
  gate.start();
  await hub.start();
  const { port } = await hub.gateway.listen({ host: "127.0.0.1", port: 0 });
  const driverUrl = `ws://127.0.0.1:${port}/driver`;
  const driver = await connectDriver(driverUrl);

  /** Asks as the admin, or as whom the headers say. */
  const ask = async (path: string, init: Init = {}): Promise<Answer> => {
    const response = await app.request(path, { ...init, headers: { ...bearer(), ...init.headers } }, {});
    const body = (await response.json()) as Record<string, unknown>;
    return { status: response.status, headers: response.headers, body };
  };
  /** The API as the bearer of a token sees it. */
  const as = (token: string) => ({
    get: (path: string) => ask(`/v1/os${path}`, { headers: bearer(token) }),
    post: (path: string, body: unknown = {}, headers: Record<string, string> = {}) =>
      ask(`/v1/os${path}`, {
        method: "POST",
        body: typeof body === "string" ? body : JSON.stringify(body),
        headers: { "content-type": "application/json", ...bearer(token), ...headers },
      }),
  });
  return {
    access,
    home,
    hub,
    gate,
    store,
    app,
    driver,
    driverUrl,
    as,
    /** As the admin. */
    ...as(ROOT_TOKEN),
    ask,
    /** Announces a device and waits until the hub has it. */
    announce: async (deviceId: string, more: Record<string, unknown> = {}) => {
      driver.announce(deviceId, more);
      await until(`device ${deviceId}`, () => hub.devices.get(deviceId));
    },
    async [Symbol.asyncDispose]() {
      await hub.close();
      feed.close();
      sse.close();
      watch.close();
      metrics.close();
      await sockets.close();
      await driver.close();
      await access.close();
      await store.close();
      await parts.storage.close();
    },
  };
}

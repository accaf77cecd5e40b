import { createServer, type ServerConfig, type ServerOptions } from "../../src/index.ts";
import { connectDriver } from "./raw-driver.ts";
import { bearer } from "./root-token.ts";
import { createTestConfig, createTestOptions } from "./test-config.ts";
import { until } from "./until.ts";

/** A whole server on a free port, with one driver. */
export async function startTestServer(config: Partial<ServerConfig> = {}, options: ServerOptions = {}) {
  const server = await createServer(createTestConfig(config), createTestOptions(options));
  const { url, driverUrl } = await server.start();
  const driver = await connectDriver(driverUrl);
  return {
    server,
    hub: server.hub,
    access: server.access,
    home: server.home,
    url,
    driverUrl,
    driver,
    /** Asks as the admin, or as whom `headers` say. */
    fetch: (
      path: string,
      { headers, ...init }: Omit<RequestInit, "headers"> & { readonly headers?: Readonly<Record<string, string>> } = {},
    ) => fetch(`${url}${path}`, { ...init, headers: { ...bearer(), ...headers } }),
    /** Announces a device and waits until the hub has it. */
    announce: async (deviceId: string, more: Record<string, unknown> = {}) => {
      driver.announce(deviceId, more);
      await until(`device ${deviceId}`, () => server.hub.devices.get(deviceId));
    },
    async [Symbol.asyncDispose]() {
      await server.close();
      await driver.close();
    },
  };
}

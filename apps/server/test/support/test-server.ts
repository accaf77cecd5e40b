import { silentLogger } from "@hos/runtime";
import { createServer, readConfig, type ServerConfig, type ServerOptions } from "../../src/index.ts";
import { connectDriver } from "./raw-driver.ts";
import { until } from "./until.ts";

/** A whole server on a free port, with one driver. */
export async function startTestServer(config: Partial<ServerConfig> = {}, options: ServerOptions = {}) {
  const server = createServer(
    { ...readConfig({ PORT: "0", HOS_GRACE_MS: "50" }), ...config },
    { logger: silentLogger, ...options },
  );
  const { url, driverUrl } = await server.start();
  const driver = await connectDriver(driverUrl);
  return {
    server,
    hub: server.hub,
    url,
    driverUrl,
    driver,
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

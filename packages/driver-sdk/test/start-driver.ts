import type { TokenStore } from "../src/credentials/token-store.ts";
import { HosDriver } from "../src/hos-driver.ts";
import type { HosDriverEvents } from "../src/hos-driver-events.ts";
import type { HosDriverOptions } from "../src/hos-driver-options.ts";

export const LAMP = { name: "Lamp", deviceType: "light" };
export const IDENTITY = { driverKey: "MY_DRIVER", instanceId: "my-driver-001" };

/** Keeps a token in memory. */
export class MemoryTokenStore implements TokenStore {
  token: string | undefined;

  constructor(token?: string) {
    this.token = token;
  }

  load(): string | undefined {
    return this.token;
  }

  save(token: string): void {
    this.token = token;
  }

  clear(): void {
    this.token = undefined;
  }
}

/** A driver whose reconnects are quick and whose clock is real, unless told otherwise. */
export function createDriver(wsUrl: string, options: Partial<HosDriverOptions> = {}): HosDriver {
  const reconnect = { baseMs: 10, capMs: 50 };
  return new HosDriver({ ...IDENTITY, wsUrl, reconnect, tokenStore: new MemoryTokenStore(), ...options });
}

/** A registered driver with one lamp. */
export async function startLamp(wsUrl: string, options: Partial<HosDriverOptions> = {}): Promise<HosDriver> {
  const driver = createDriver(wsUrl, options);
  driver.announceDevice("light-1", LAMP);
  driver.connect();
  await driver.ready({ signal: AbortSignal.timeout(4_000) });
  return driver;
}

/** The next event of a driver; rejects after four seconds. */
export function nextOf<Name extends keyof HosDriverEvents>(
  driver: HosDriver,
  name: Name,
): Promise<HosDriverEvents[Name]> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${name} did not come.`)), 4_000);
    driver.once(name, (payload) => {
      clearTimeout(timer);
      resolve(payload);
    });
  });
}

/** Restarts the hub and waits until the driver has noticed and is back. */
export async function restartUnder(driver: HosDriver, restart: () => Promise<void>): Promise<void> {
  const back = nextOf(driver, "registered");
  await restart();
  await back;
}

import { HosDriver } from "@hos/driver-sdk";
import { serveCalls } from "../../process/serve-calls.ts";
import type { DriversCalls, DriversJob } from "./load-calls.ts";

// A process of SDK drivers that do what they are asked and come back when the hub does.

const DRIVER_KEY = "LOAD";
const drivers: HosDriver[] = [];
const registrations = new Map<HosDriver, number>();
const devices: (readonly [driver: HosDriver, deviceId: string])[] = [];

serveCalls<DriversCalls, never>({
  async start(job) {
    for (let index = 0; index < job.drivers; index += 1) drivers.push(createDriver(job, index));
    for (const driver of drivers) driver.connect();
    await Promise.all(drivers.map((driver) => driver.ready()));
  },
  registrations: () => [...registrations.values()],
  report(round) {
    for (const [driver, deviceId] of devices) driver.updateState(deviceId, { brightness: round % 100 });
  },
});

function createDriver({ wsUrl, prefix, devices: count }: DriversJob, index: number): HosDriver {
  const instanceId = `${prefix}-${index}`;
  const driver = new HosDriver({ driverKey: DRIVER_KEY, instanceId, wsUrl });
  driver.on("registered", () => registrations.set(driver, Date.now()));
  // The hub is killed on purpose.
  driver.on("error", () => undefined);
  driver.onAction(({ payload }) => ({ state: { ...payload } }));
  for (let device = 0; device < count; device += 1) {
    const deviceId = `${instanceId}-light-${device}`;
    driver.announceDevice(deviceId, { name: deviceId, deviceType: "light" });
    driver.updateState(deviceId, { power: true, brightness: 1 });
    devices.push([driver, deviceId]);
  }
  return driver;
}

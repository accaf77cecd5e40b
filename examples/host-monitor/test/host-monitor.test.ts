import { HosDriver } from "@hos/driver-sdk";
import { FakeHub } from "@hos/driver-sdk/testing";
import { describe, expect, it } from "vitest";
import { HostMonitor } from "../src/host-monitor.ts";
import { findSensors } from "../src/sensors/find-sensors.ts";
import type { Sensor } from "../src/sensors/sensor.ts";

async function startMonitor(sensors: readonly Sensor[]) {
  const hub = await FakeHub.start({ deadlineMs: 4_000 });
  const driver = new HosDriver({ driverKey: "HOST_MONITOR", instanceId: "nas", wsUrl: hub.url });
  const monitor = new HostMonitor({ driver, sensors, instanceId: "nas" });
  monitor.announce();
  driver.connect();
  await hub.nextRegistration();
  const close = async () => {
    await driver.close();
    await hub.close();
  };
  return { hub, monitor, [Symbol.asyncDispose]: close };
}

function createSensor(read: Sensor["read"]): Sensor {
  return { key: "probe", name: "Probe", units: { temperature: "°C" }, read };
}

describe("HostMonitor", () => {
  it("announces each sensor with its units and reports what it reads", async () => {
    await using test = await startMonitor([createSensor(async () => ({ temperature: 21.5 }))]);
    await expect(test.hub.nextEvent("DEVICE_DISCOVERED")).resolves.toMatchObject({
      deviceId: "nas-probe",
      data: { name: "Probe", deviceType: "sensor", properties: { units: { temperature: "°C" } } },
    });
    await test.monitor.report();
    await expect(test.hub.nextEvent("STATE_UPDATE")).resolves.toMatchObject({ data: { temperature: 21.5 } });
  });

  it("reports a sensor that fails as offline, and as online when it reads again", async () => {
    let gone = true;
    const read = async () => {
      if (gone) throw new Error("The chip is gone.");
      return { temperature: 20 };
    };
    await using test = await startMonitor([createSensor(read)]);
    await test.monitor.report();
    await expect(test.hub.nextEvent("DEVICE_AVAILABILITY")).resolves.toMatchObject({
      data: { status: "offline", reason: "The chip is gone." },
    });
    gone = false;
    await test.monitor.report();
    await expect(test.hub.nextEvent("DEVICE_AVAILABILITY")).resolves.toMatchObject({ data: { status: "online" } });
    await expect(test.hub.nextEvent("STATE_UPDATE")).resolves.toMatchObject({ data: { temperature: 20 } });
  });

  it("reports this machine, and the hub takes it all", async () => {
    await using test = await startMonitor(await findSensors("/"));
    await test.monitor.report();
    await expect(test.hub.nextEvent("STATE_UPDATE", "nas-memory")).resolves.toMatchObject({
      data: { used: expect.any(Number), totalBytes: expect.any(Number) },
    });
    await test.hub.nextEvent("STATE_UPDATE", "nas-uptime");
    expect(test.hub.rejections).toEqual([]);
  });
});

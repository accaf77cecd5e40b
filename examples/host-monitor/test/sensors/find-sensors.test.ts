import { platform } from "node:os";
import { describe, expect, it } from "vitest";
import { findSensors } from "../../src/sensors/find-sensors.ts";

describe("findSensors", () => {
  it("reads this machine", async () => {
    const sensors = await findSensors("/");
    const states = await Promise.all(sensors.map(async (sensor) => [sensor.key, await sensor.read()] as const));
    const machine = Object.fromEntries(states);
    expect(machine["memory"]).toMatchObject({ used: expect.any(Number), totalBytes: expect.any(Number) });
    expect(machine["disk"]).toMatchObject({ used: expect.any(Number), totalBytes: expect.any(Number) });
    expect(machine["uptime"]?.["uptimeSeconds"]).toBeGreaterThan(0);
    expect(machine).toHaveProperty("cpu.load");
  });

  it.runIf(platform() === "linux")("knows the traffic of a Linux machine from the second reading on", async () => {
    const network = (await findSensors("/")).find(({ key }) => key === "network");
    await expect(network?.read()).resolves.toMatchObject({ receivedBytesPerSecond: expect.any(Number) });
  });

  it("leaves out what does not answer", async () => {
    const keys = (await findSensors("/no/such/folder")).map(({ key }) => key);
    expect(keys).toContain("memory");
    expect(keys.filter((key) => key.startsWith("disk"))).toEqual([]);
  });
});

import { CpuSensor } from "./cpu-sensor.ts";
import { DiskSensor } from "./disk-sensor.ts";
import { findTemperatureSensors } from "./find-temperature-sensors.ts";
import { MemorySensor } from "./memory-sensor.ts";
import { NetworkSensor } from "./network-sensor.ts";
import type { Sensor } from "./sensor.ts";
import { UptimeSensor } from "./uptime-sensor.ts";

/** What this machine can tell: each sensor that answers now. Add a line to add a sensor. */
export async function findSensors(diskPath: string): Promise<readonly Sensor[]> {
  const candidates: readonly Sensor[] = [
    new CpuSensor(),
    new MemorySensor(),
    new DiskSensor(diskPath),
    new UptimeSensor(),
    new NetworkSensor(),
    ...(await findTemperatureSensors()),
  ];
  const answers = await Promise.allSettled(candidates.map((sensor) => sensor.read()));
  return candidates.filter((_, index) => answers[index]?.status === "fulfilled");
}

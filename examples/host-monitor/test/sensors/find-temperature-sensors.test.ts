import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { findTemperatureSensors } from "../../src/sensors/find-temperature-sensors.ts";

async function createClasses(files: Record<string, string>) {
  const path = await mkdtemp(join(tmpdir(), "host-monitor-"));
  for (const [name, text] of Object.entries(files)) {
    const file = join(path, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}

const THERMAL_ZONE = {
  "thermal/thermal_zone0/type": "x86_pkg_temp\n",
  "thermal/thermal_zone0/temp": "52000\n",
  "thermal/cooling_device0/type": "Fan\n",
};
const CHIP = {
  "hwmon/hwmon1/name": "k10temp\n",
  "hwmon/hwmon1/temp1_input": "41375\n",
  "hwmon/hwmon1/temp1_label": "Tctl\n",
  "hwmon/hwmon1/temp2_input": "39000\n",
  "hwmon/hwmon1/fan1_input": "1200\n",
};

describe("findTemperatureSensors", () => {
  it("finds the thermal zones, and only them where there are any", async () => {
    await using folder = await createClasses({ ...THERMAL_ZONE, ...CHIP });
    const sensors = await findTemperatureSensors(folder.path);
    expect(sensors.map(({ key, name }) => [key, name])).toEqual([
      ["temperature-thermal_zone0", "Temperature x86_pkg_temp"],
    ]);
    await expect(sensors[0]?.read()).resolves.toEqual({ temperature: 52 });
  });

  it("finds the temperatures of hwmon chips where there is no thermal zone", async () => {
    await using folder = await createClasses(CHIP);
    const sensors = await findTemperatureSensors(folder.path);
    expect(sensors.map(({ key, name }) => [key, name])).toEqual([
      ["temperature-hwmon1-temp1", "Temperature k10temp Tctl"],
      ["temperature-hwmon1-temp2", "Temperature k10temp"],
    ]);
    await expect(sensors[0]?.read()).resolves.toEqual({ temperature: 41.4 });
  });

  it("finds none where the kernel shows none", async () => {
    await using folder = await createClasses({});
    await expect(findTemperatureSensors(folder.path)).resolves.toEqual([]);
  });
});

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { TemperatureSensor } from "./temperature-sensor.ts";

/**
 * Every temperature that this machine tells: its thermal zones or, where there is none, its hwmon chips, which mostly
 * are the same. None on anything but Linux, and in most virtual machines.
 *
 * @param root where the kernel shows its classes; another folder in tests.
 */
export async function findTemperatureSensors(root = "/sys/class"): Promise<readonly TemperatureSensor[]> {
  const zones = await findThermalZones(join(root, "thermal"));
  return zones.length > 0 ? zones : findHwmonChips(join(root, "hwmon"));
}

async function findThermalZones(folder: string): Promise<readonly TemperatureSensor[]> {
  const zones = (await list(folder)).filter((entry) => entry.startsWith("thermal_zone"));
  return Promise.all(
    zones.map(async (zone) => {
      const type = await readText(join(folder, zone, "type"));
      return new TemperatureSensor({
        key: `temperature-${zone}`,
        name: `Temperature ${type ?? zone}`,
        file: join(folder, zone, "temp"),
      });
    }),
  );
}

async function findHwmonChips(folder: string): Promise<readonly TemperatureSensor[]> {
  const sensors = (await list(folder)).map(async (chip) => {
    const chipName = (await readText(join(folder, chip, "name"))) ?? chip;
    const inputs = (await list(join(folder, chip))).filter((entry) => /^temp\d+_input$/.test(entry));
    return Promise.all(
      inputs.map(async (input) => {
        const label = await readText(join(folder, chip, input.replace("_input", "_label")));
        return new TemperatureSensor({
          key: `temperature-${chip}-${input.replace("_input", "")}`,
          name: `Temperature ${chipName}${label === undefined ? "" : ` ${label}`}`,
          file: join(folder, chip, input),
        });
      }),
    );
  });
  return (await Promise.all(sensors)).flat();
}

async function list(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder).catch(() => []);
  return entries.toSorted((a, b) => a.localeCompare(b));
}

async function readText(file: string): Promise<string | undefined> {
  const text = await readFile(file, "utf8").catch(() => "");
  return text.trim() === "" ? undefined : text.trim();
}

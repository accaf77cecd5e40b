/** A driver on another machine than the hub, as the tests see it: tells what happens to it, one JSON object a line. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { HosDriver, type JsonObject } from "@hos/driver-sdk";

const { HOS_WS_URL: wsUrl = "", HOS_DRIVER_STATE_DIR: folder = "." } = process.env;
// A lamp remembers how it was when its driver comes back.
const memory = join(folder, "lamp.json");
const say = (line: object) => void process.stdout.write(`${JSON.stringify(line)}\n`);

const driver = new HosDriver({ driverKey: "LAMPS", instanceId: "lamps-1", wsUrl, name: "Lamps" });
driver.announceDevice("lamps-1-lamp", { name: "Lamp", deviceType: "light" });
driver.updateState("lamps-1-lamp", recall() ?? { power: false, brightness: 20 });
driver.onAction({ command: "set_brightness" }, ({ payload }) => {
  const state = { power: true, brightness: Number(payload["brightness"]) };
  mkdirSync(folder, { recursive: true });
  writeFileSync(memory, JSON.stringify(state));
  return { state };
});
driver.on("pairing", ({ code }) => say({ event: "pairing", code }));
driver.on("registered", () => say({ event: "registered" }));
driver.on("error", ({ message }) => say({ event: "error", message }));
process.once("SIGTERM", () => void driver.close());
driver.connect();

function recall(): JsonObject | undefined {
  return existsSync(memory) ? (JSON.parse(readFileSync(memory, "utf8")) as JsonObject) : undefined;
}

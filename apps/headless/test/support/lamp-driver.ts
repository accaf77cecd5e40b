/** A driver on another machine than the hub, as the tests see it: tells what happens to it, one JSON object a line. */
import { HosDriver } from "@hos/driver-sdk";

const { HOS_WS_URL: wsUrl = "" } = process.env;
const say = (line: object) => void process.stdout.write(`${JSON.stringify(line)}\n`);

const driver = new HosDriver({ driverKey: "LAMPS", instanceId: "lamps-1", wsUrl, name: "Lamps" });
driver.announceDevice("lamps-1-lamp", { name: "Lamp", deviceType: "light" });
driver.updateState("lamps-1-lamp", { power: false, brightness: 20 });
driver.onAction({ command: "set_brightness" }, ({ payload }) => ({
  state: { power: true, brightness: Number(payload["brightness"]) },
}));
driver.on("pairing", ({ code }) => say({ event: "pairing", code }));
driver.on("registered", () => say({ event: "registered" }));
driver.on("error", ({ message }) => say({ event: "error", message }));
process.once("SIGTERM", () => void driver.close());
driver.connect();

import { HosDriver } from "@hos/driver-sdk";

// Stands for the library that talks to your device.
const bulb = { power: false, brightness: 50 };

const driver = new HosDriver({
  driverKey: "README_LAMP",
  instanceId: "readme-lamp-001",
  wsUrl: process.env["HOS_WS_URL"] ?? "ws://localhost:8080/driver",
  name: "Readme lamp",
});

driver.announceDevice("readme-lamp-001:lamp", {
  name: "Lamp",
  deviceType: "light",
  properties: { manufacturer: "ACME", model: "L1" },
});
driver.updateState("readme-lamp-001:lamp", { ...bulb });

// What a handler returns becomes the result and the new state; what it throws becomes a failure with its message.
driver.onAction({ command: "turn_on" }, () => ({ state: { power: (bulb.power = true) } }));
driver.onAction({ command: "turn_off" }, () => ({ state: { power: (bulb.power = false) } }));
driver.onAction({ command: "set_brightness" }, ({ payload }) => {
  const brightness = payload["brightness"];
  if (typeof brightness !== "number") throw new Error("brightness must be a number.");
  bulb.brightness = brightness;
  return { state: { brightness } };
});

const say = (line: string) => process.stdout.write(`${line}\n`);
driver.on("registered", ({ devices }) => say(`registered, the hub knew ${devices.length} devices`));
driver.on("disconnected", ({ reason, delayMs }) => say(`disconnected: ${reason}, next try in ${delayMs} ms`));
driver.on("error", ({ code, message }) => say(`${code}: ${message}`));

process.once("SIGINT", () => void driver.close());
process.once("SIGTERM", () => void driver.close());
driver.connect();

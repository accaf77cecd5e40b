import { readFileSync } from "node:fs";
import { HosDriver } from "@hos/driver-sdk";
import { Faults } from "./faults.ts";
import { Flapping } from "./flapping.ts";
import { Flood } from "./flood.ts";
import { createHome } from "./home.ts";
import { HELP, type Options, parseOptions } from "./options.ts";
import { SimulatedHome } from "./simulated-home.ts";

const TICK_MS = 250;
/** A machine that slept does not live through the night in one tick. */
const LONGEST_TICK_MS = 1_000;

function readOptions(): Options {
  try {
    return parseOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`simulated-home: ${(error as Error).message.split("\n")[0]} (--help lists the switches)`);
    return process.exit(2);
  }
}

const options = readOptions();
if (options.help) {
  console.log(HELP);
  process.exit();
}
const { instanceId } = options;
const wsUrl = process.env["HOS_WS_URL"] ?? "ws://localhost:8080/driver";
const token = readToken();

/** A credential that somebody made beforehand, such as a secret of a container. Without one the hub asks for approval. */
function readToken(): string | undefined {
  const file = process.env["HOS_TOKEN_FILE"];
  return file === undefined || file === "" ? undefined : readFileSync(file, "utf8").trim();
}

function createDriver(): HosDriver {
  const about = { driverKey: "SIMULATED_HOME", name: "Simulated home", version: "0.1.0" };
  const driver = new HosDriver({ ...about, instanceId, wsUrl, token });
  driver.on("pairing", ({ code }) => console.log(`Approve ${instanceId} in the hub with the code ${code}.`));
  driver.on("registered", () => console.log(`Registered at ${wsUrl} as ${instanceId}.`));
  driver.on("error", (error) => console.error(error.message));
  driver.on("disconnected", ({ code, reason, willReconnect }) => {
    console.log(`Disconnected (${code}) ${reason}`);
    // Replaced or not let in: the hub does not want this driver back.
    if (!willReconnect && code >= 4000) stop(1);
  });
  return driver;
}

const home = new SimulatedHome({ instanceId, furnishings: createHome(), faults: new Faults(options), createDriver });
const flapping = options.flap ? new Flapping(home) : undefined;
const flood = new Flood(home, options.flood);

let last = Date.now();
const timer = setInterval(() => {
  const now = Date.now();
  const tick = { now, elapsedMs: Math.min(now - last, LONGEST_TICK_MS), random: Math.random };
  last = now;
  home.tick(tick);
  flood.tick(tick);
  flapping?.tick(tick);
}, TICK_MS);

function stop(exitCode: number): void {
  process.exitCode = exitCode;
  clearInterval(timer);
  void home.disconnect();
}

process.once("SIGINT", () => stop(0));
process.once("SIGTERM", () => stop(0));
home.connect();

import { type Action, type ActionOutcome, HosDriver, type StateUpdate } from "@hos/driver-sdk";
import { serveCalls } from "../process/serve-calls.ts";
import type { DriverCalls, DriverHappening, DriverManner, DriverPlan } from "./driver-calls.ts";

// A process of SDK drivers that does what the test says.

const drivers = new Map<string, HosDriver>();
const held = new Map<string, (outcome: ActionOutcome) => void>();

const tell = serveCalls<DriverCalls, DriverHappening>({
  async start(plan) {
    const driver = createDriver(plan);
    drivers.set(plan.instanceId, driver);
    driver.connect();
    await driver.ready();
  },
  announce({ instanceId, device }) {
    announce(find(instanceId), device);
  },
  updateState({ instanceId, deviceId, state }) {
    find(instanceId).updateState(deviceId, state);
  },
  removeDevice({ instanceId, deviceId }) {
    find(instanceId).removeDevice(deviceId);
  },
  finish({ requestId, outcome }) {
    const finish = held.get(requestId);
    if (finish === undefined) throw new Error(`No action ${requestId} is held.`);
    held.delete(requestId);
    finish(outcome);
  },
  status: (instanceId) => find(instanceId).status,
});

function find(instanceId: string): HosDriver {
  const driver = drivers.get(instanceId);
  if (driver === undefined) throw new Error(`No driver ${instanceId} was started.`);
  return driver;
}

function createDriver({ devices, manner = "result-first", ...options }: DriverPlan): HosDriver {
  const { instanceId } = options;
  const driver = new HosDriver(options);
  driver.on("connected", () => tell({ instanceId, name: "connected" }));
  driver.on("pairing", ({ code }) => tell({ instanceId, name: "pairing", code }));
  driver.on("registered", () => tell({ instanceId, name: "registered" }));
  driver.on("replaced", () => tell({ instanceId, name: "replaced" }));
  driver.on("disconnected", (disconnection) => tell({ instanceId, name: "disconnected", disconnection }));
  driver.on("error", ({ message }) => tell({ instanceId, name: "error", message }));
  driver.onAction((action) => {
    tell({ instanceId, name: "handled", action });
    return act(driver, manner, action);
  });
  for (const device of devices) announce(driver, device);
  return driver;
}

function announce(driver: HosDriver, { id, description, state }: DriverPlan["devices"][number]): void {
  driver.announceDevice(id, description);
  if (state !== undefined) driver.updateState(id, state);
}

async function act(driver: HosDriver, manner: DriverManner, action: Action): Promise<ActionOutcome> {
  if (manner === "hold") return await new Promise((resolve) => held.set(action.requestId, resolve));
  const state = stateAfter(action);
  if (manner === "result-first") return { state };
  driver.updateState(action.deviceId, state);
  return {};
}

function stateAfter({ command, payload }: Action): StateUpdate {
  // The payload is the code, which is nobody's business.
  if (command === "disarm") return { armState: "disarmed" };
  return command === "turn_on" || command === "turn_off" ? { power: command === "turn_on" } : { ...payload };
}

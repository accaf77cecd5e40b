import { describe, expect, it } from "vitest";
import type { DeviceRecord } from "@hos/protocol/device-model";
import { ClientProcess } from "../src/clients/client-process.ts";
import { DriverProcess } from "../src/drivers/driver-process.ts";
import type { DriverPlan } from "../src/drivers/driver-calls.ts";
import { light } from "../src/drivers/light.ts";
import { FreezableProxy } from "../src/net/freezable-proxy.ts";
import { Disposables } from "../src/process/disposables.ts";
import { ServerProcess } from "../src/server/server-process.ts";
import { until } from "../src/wait/until.ts";

const PROCESSES = 5;
const DRIVERS_PER_PROCESS = 10;
const CLIENTS = ["client-1", "client-2", "client-3"];

describe("a hub that is killed and started again", () => {
  it("gets back all 50 drivers with every device and state, and each client holds what the hub holds", async () => {
    await using stack = new Disposables();
    const first = stack.use(await ServerProcess.start());
    const plans = createPlans(first.driverUrl);
    const drivers = await Promise.all(
      plans.map(async (plansOfProcess, index) => {
        const process = stack.use(new DriverProcess(`drivers ${index}`));
        await Promise.all(plansOfProcess.map((plan) => process.call("start", plan)));
        return process;
      }),
    );
    const clients = stack.use(new ClientProcess());
    for (const name of CLIENTS) await clients.call("open", { name, kind: "client", url: first.url });
    const before = expectedStates(plans);
    await until("Every device", async () => isEqual(statesOf((await first.bootstrap()).devices), before));

    expect(await first.kill("SIGKILL")).toBe("SIGKILL");
    for (const process of drivers) await process.find("disconnected");
    // While the hub is away: a device goes, a device comes, and the newest of several states counts.
    const [process] = drivers;
    const instanceId = instanceOf(0, 0);
    await process?.call("removeDevice", { instanceId, deviceId: `${instanceId}-b` });
    await process?.call("announce", { instanceId, device: light(`${instanceId}-new`, { power: true }) });
    for (const brightness of [1, 2, 3]) {
      await process?.call("updateState", { instanceId, deviceId: `${instanceId}-a`, state: { brightness } });
    }
    const { [`${instanceId}-b`]: _removed, ...kept } = before;
    const after = {
      ...kept,
      [`${instanceId}-a`]: { ...before[`${instanceId}-a`], brightness: 3 },
      [`${instanceId}-new`]: { power: true },
    };

    const second = stack.use(await ServerProcess.start({ PORT: String(first.port), HOS_DATA_DIR: first.dataDir }));
    await until("Every device after the restart", async () => {
      const { devices } = await second.bootstrap();
      return isEqual(statesOf(devices), after) && devices.every(({ availability }) => availability.status === "online");
    });
    const { drivers: summaries } = (await second.rest.get("/drivers")).body as { drivers: { status: string }[] };
    expect(summaries.map(({ status }) => status)).toEqual(
      Array.from({ length: PROCESSES * DRIVERS_PER_PROCESS }, () => "connected"),
    );
    for (const name of CLIENTS) await expectSameHome(second, clients, name);
    expect((await second.bootstrap()).devices.map(({ id }) => id)).not.toContain(`${instanceId}-b`);
    // The way is open in both directions again, for every one of them.
    const answers = await Promise.all(
      plans.flat().map(({ instanceId: id }) => second.rest.command(`${id}-a`, "turn_on")),
    );
    expect(answers.map(({ status }) => status)).toEqual(plans.flat().map(() => 200));
    await until("The state of every command", async () =>
      (await second.bootstrap()).devices.every(({ id, state }) => id.endsWith("-b") || state["power"] === true),
    );
    for (const name of CLIENTS) await expectSameHome(second, clients, name);
  });
});

describe("a client that was away", () => {
  it.each([
    ["the missed changes", "10000", "resume"],
    ["a snapshot where too many were missed", "2", "snapshot"],
  ])("is brought up to date with %s", async (_how, historySize, mode) => {
    await using server = await ServerProcess.start({ HOS_HISTORY_SIZE: historySize });
    await using proxy = await FreezableProxy.start(server.port);
    await using driver = new DriverProcess();
    const devices = ["a", "b", "c"].map((id) => light(id));
    await driver.call("start", { wsUrl: server.driverUrl, driverKey: "LAMPS", instanceId: "lamps", devices });
    await server.device("c", ({ state }) => state["power"] === false);
    await using clients = new ClientProcess();
    const name = "away";
    await clients.call("open", { name, kind: "client", url: `http://127.0.0.1:${proxy.port}` });
    await expectSameHome(server, clients, name);

    proxy.freeze();
    await driver.call("removeDevice", { instanceId: "lamps", deviceId: "b" });
    await driver.call("announce", { instanceId: "lamps", device: light("d") });
    for (const brightness of [20, 30, 40]) {
      await driver.call("updateState", { instanceId: "lamps", deviceId: "a", state: { brightness } });
    }
    await server.device("a", ({ state }) => state["brightness"] === 40);
    proxy.heal();

    await clients.happenings.find(
      `A ready client by ${mode}`,
      (happening) => "ready" in happening && happening.ready.revision > 6,
    );
    const readies = clients.happenings.all.flatMap((happening) => ("ready" in happening ? [happening.ready.mode] : []));
    expect(readies).toEqual(["snapshot", mode]);
    await expectSameHome(server, clients, name);
  });
});

function instanceOf(process: number, driver: number): string {
  return `d${process}-${driver}`;
}

/** Two devices for each driver, every one with a state of its own. */
function createPlans(wsUrl: string): readonly (readonly DriverPlan[])[] {
  return Array.from({ length: PROCESSES }, (_p, process) =>
    Array.from({ length: DRIVERS_PER_PROCESS }, (_d, driver) => {
      const instanceId = instanceOf(process, driver);
      const state = { power: false, brightness: 10 * process + driver, extras: { at: { row: process, seat: driver } } };
      const devices = [light(`${instanceId}-a`, state), light(`${instanceId}-b`, { power: true, brightness: driver })];
      return { wsUrl, driverKey: "FLEET", instanceId, devices };
    }),
  );
}

type States = Readonly<Record<string, unknown>>;

function expectedStates(plans: readonly (readonly DriverPlan[])[]): Readonly<Record<string, object>> {
  return Object.fromEntries(
    plans.flat().flatMap(({ devices }) => devices.map(({ id, state = {} }) => [id, state] as const)),
  );
}

function statesOf(devices: readonly DeviceRecord[]): States {
  return Object.fromEntries(
    devices.map(({ id, state, extras }) => [id, Object.keys(extras).length > 0 ? { ...state, extras } : state]),
  );
}

function isEqual(found: States, expected: States): boolean {
  try {
    expect(found).toEqual(expected);
    return true;
  } catch {
    return false;
  }
}

/** Waits until the client has all that the server has, and compares every member of every device that is told. */
async function expectSameHome(server: ServerProcess, clients: ClientProcess, name: string): Promise<void> {
  const { epoch, revision } = await server.bootstrap();
  await until(`Revision ${revision} at ${name}`, async () => {
    const store = await clients.call("store", name);
    return store.epoch === epoch && store.revision >= revision;
  });
  const { devices, ...store } = await clients.call("store", name);
  const home = await server.bootstrap();
  expect(store).toEqual({ epoch: home.epoch, revision: home.revision });
  expect(devices.map(withoutReports)).toEqual(home.devices.map(withoutReports));
}

/** A report that changes nothing is told to nobody. */
function withoutReports({ reportedAt: _reportedAt, ...device }: DeviceRecord): object {
  return device;
}

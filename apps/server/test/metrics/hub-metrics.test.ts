import { createHub } from "@hos/hub";
import { describe, expect, it, onTestFinished } from "vitest";
import { HubMetrics } from "../../src/metrics/hub-metrics.ts";
import { connectDriver } from "../support/raw-driver.ts";
import { until } from "../support/until.ts";

/** A hub with one driver and its metrics. */
async function start(storageFault?: string) {
  const hub = createHub({ serverVersion: "1.0.0", graceMs: 50 });
  await hub.start();
  const { port } = await hub.gateway.listen({ host: "127.0.0.1", port: 0 });
  const driver = await connectDriver(`ws://127.0.0.1:${port}/driver`);
  const metrics = new HubMetrics({
    version: "1.2.3",
    hub,
    live: {
      stats: {
        clients: new Map([["sse", 2]]),
        conflated: 3,
        cut: 4,
        dropped: 7,
        lagging: 8,
        stalled: 9,
        backlogBytes: 10,
      },
    },
    net: { connectionCount: 5, refusedConnections: 6 },
    storageFault: () => storageFault,
  });
  onTestFinished(async () => {
    metrics.close();
    await hub.close();
    await driver.close();
  });
  /** The values by the names and labels as they are written. */
  const read = async () => {
    const lines = (await metrics.render()).split("\n").filter((line) => line !== "" && !line.startsWith("#"));
    return new Map(
      lines.map((line) => {
        const end = line.lastIndexOf(" ");
        return [line.slice(0, end), Number(line.slice(end + 1))] as const;
      }),
    );
  };
  return { hub, driver, metrics, read };
}

describe("HubMetrics", () => {
  it("tell of devices, drivers, live clients, connections and the process", async () => {
    const { hub, driver, read } = await start();
    driver.announce("lamp");
    await until("the device", () => hub.devices.get("lamp"));
    const values = await read();
    expect(Object.fromEntries(values)).toMatchObject({
      'hos_info{version="1.2.3"}': 1,
      'hos_devices{status="online"}': 1,
      hos_changes_total: hub.devices.revision,
      hos_storage_waiting: 0,
      hos_storage_writable: 1,
      'hos_drivers{status="connected"}': 1,
      hos_driver_connections: 1,
      'hos_live_clients{form="sse"}': 2,
      hos_live_conflated_total: 3,
      hos_live_cut_total: 4,
      hos_live_dropped_events_total: 7,
      'hos_live_clients_behind{state="lagging"}': 8,
      'hos_live_clients_behind{state="stalled"}': 9,
      hos_live_backlog_bytes: 10,
      hos_connections: 5,
      hos_connections_refused_total: 6,
      hos_commands_open: 0,
      hos_commands_under_way: 0,
    });
    expect(values.has("process_resident_memory_bytes")).toBe(true);
    expect([...values.keys()].some((name) => name.startsWith("nodejs_eventloop_lag_p99_seconds"))).toBe(true);
  });

  it("count the frames of each driver, and those with a fault", async () => {
    const { hub, driver, read } = await start();
    driver.announce("lamp");
    driver.send("NONSENSE", "lamp", {});
    const identity = hub.drivers.list()[0];
    const labels = `{driver_key="${identity?.driverKey}",instance_id="${identity?.instanceId}"}`;
    await until("the fault", () => hub.drivers.traffic()[0]?.traffic.rejected === 1);
    const values = await read();
    expect(values.get(`hos_driver_frames_in_total${labels}`)).toBe(hub.drivers.traffic()[0]?.traffic.framesIn);
    expect(values.get(`hos_driver_frames_rejected_total${labels}`)).toBe(1);
    expect(values.get(`hos_driver_frames_out_total${labels}`)).toBeGreaterThan(0);
  });

  it("tell how long commands took, by outcome, and why they failed", async () => {
    const { hub, driver, read } = await start();
    driver.announce("lamp");
    await until("the device", () => hub.devices.get("lamp"));
    const ask = (timeoutMs: number) =>
      hub.commands.dispatch({ deviceId: "lamp", command: "turn_on", timeoutMs, origin: { via: "embedded" } });
    await ask(5000);
    driver.onAction = () => undefined;
    await ask(60);
    const values = await read();
    expect(values.get('hos_command_duration_seconds_count{outcome="succeeded"}')).toBe(1);
    expect(values.get('hos_command_duration_seconds_count{outcome="failed"}')).toBe(1);
    expect(values.get('hos_command_duration_seconds_bucket{le="120",outcome="failed"}')).toBe(1);
    expect(values.get('hos_command_failures_total{code="TIMEOUT"}')).toBe(1);
  });

  it("say that nothing can be stored", async () => {
    const { read } = await start("The disk is full.");
    expect((await read()).get("hos_storage_writable")).toBe(0);
  });

  it("give the same when they are asked again", async () => {
    const { read } = await start();
    await read();
    expect((await read()).get("hos_live_cut_total")).toBe(4);
  });

  it("stop listening to commands at the end", async () => {
    const { metrics, read } = await start();
    metrics.close();
    expect((await read()).has("hos_commands_open")).toBe(false);
  });
});

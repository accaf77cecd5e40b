import type { TrafficMeter } from "@hos/hub";
import type { DriverIdentity } from "@hos/protocol";
import type { Registry } from "prom-client";
import { addGauge, addTotal, countBy, type Sample, samplesOf } from "./add-metric.ts";
import type { MetricSources } from "./metric-sources.ts";

const DRIVER_LABELS = ["driver_key", "instance_id"];

/** Drivers, and what they send. */
export function addDriverMetrics(registry: Registry, { hub: { drivers, gateway } }: MetricSources): void {
  const perDriver = (read: (traffic: TrafficMeter) => number): readonly Sample[] =>
    drivers.traffic().map(({ driver, traffic }) => [labelsOf(driver), read(traffic)] as const);

  addGauge(registry, { name: "hos_drivers", help: "Drivers that are known, by status.", labelNames: ["status"] }, () =>
    samplesOf(
      "status",
      countBy(drivers.list(), ({ status }) => status),
    ),
  );
  addGauge(
    registry,
    { name: "hos_driver_connections", help: "Open connections of drivers, registered or not." },
    () => [[{}, gateway.sessionCount]],
  );
  addTotal(
    registry,
    { name: "hos_driver_frames_in_total", help: "Frames of a driver.", labelNames: DRIVER_LABELS },
    () => perDriver(({ framesIn }) => framesIn),
  );
  addTotal(
    registry,
    { name: "hos_driver_frames_out_total", help: "Frames to a driver.", labelNames: DRIVER_LABELS },
    () => perDriver(({ framesOut }) => framesOut),
  );
  addTotal(
    registry,
    { name: "hos_driver_frames_rejected_total", help: "Frames of a driver with a fault.", labelNames: DRIVER_LABELS },
    () => perDriver(({ rejected }) => rejected),
  );
  addTotal(
    registry,
    { name: "hos_driver_refusals_total", help: "What was refused before it registered.", labelNames: ["reason"] },
    () => samplesOf("reason", gateway.refusals.totals()),
  );
}

function labelsOf({ driverKey, instanceId }: DriverIdentity): Readonly<Record<string, string>> {
  return { driver_key: driverKey, instance_id: instanceId };
}

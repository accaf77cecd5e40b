import type { Registry } from "prom-client";
import { addGauge, addTotal, countBy, samplesOf } from "./add-metric.ts";
import type { MetricSources } from "./metric-sources.ts";

/** Devices, changes, and whether they are stored. */
export function addHomeMetrics(registry: Registry, { version, hub: { devices }, storageFault }: MetricSources): void {
  addGauge(registry, { name: "hos_info", help: "The version of the hub.", labelNames: ["version"] }, () => [
    [{ version }, 1],
  ]);
  addGauge(registry, { name: "hos_devices", help: "Devices, by availability.", labelNames: ["status"] }, () =>
    samplesOf(
      "status",
      countBy(devices.list(), ({ availability }) => availability.status),
    ),
  );
  addTotal(registry, { name: "hos_changes_total", help: "Changes of devices since the start." }, () => [
    [{}, devices.revision],
  ]);
  addGauge(registry, { name: "hos_storage_waiting", help: "Devices whose newest state is not stored yet." }, () => [
    [{}, devices.backlog.waiting],
  ]);
  addGauge(registry, { name: "hos_storage_writable", help: "1 where the hub can store, 0 where it cannot." }, () => [
    [{}, storageFault() === undefined ? 1 : 0],
  ]);
}

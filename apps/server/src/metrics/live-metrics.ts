import type { Registry } from "prom-client";
import { addGauge, addTotal, samplesOf } from "./add-metric.ts";
import type { MetricSources } from "./metric-sources.ts";

/** Live clients, and those that do not keep up. */
export function addLiveMetrics(registry: Registry, { live }: MetricSources): void {
  addGauge(registry, { name: "hos_live_clients", help: "Live clients, by delivery.", labelNames: ["delivery"] }, () =>
    samplesOf("delivery", live.stats.clients),
  );
  addTotal(
    registry,
    {
      name: "hos_live_conflated_total",
      help: "Times that a live client got the newest state instead of every change.",
    },
    () => [[{}, live.stats.conflated]],
  );
  addTotal(
    registry,
    { name: "hos_live_cut_total", help: "Live clients that were ended because they did not read." },
    () => [[{}, live.stats.cut]],
  );
}

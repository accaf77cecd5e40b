import type { Registry } from "prom-client";
import { addGauge, addTotal, samplesOf } from "./add-metric.ts";
import type { MetricSources } from "./metric-sources.ts";

/** Live clients, and those that do not keep up. */
export function addLiveMetrics(registry: Registry, { live }: MetricSources): void {
  addGauge(registry, { name: "hos_live_clients", help: "Live clients, by form.", labelNames: ["form"] }, () =>
    samplesOf("form", live.stats.clients),
  );
  addGauge(
    registry,
    {
      name: "hos_live_clients_behind",
      help: "Live clients that wait for every change (lagging) or for the newest state (stalled).",
      labelNames: ["state"],
    },
    () => {
      const { lagging, stalled } = live.stats;
      return [
        [{ state: "lagging" }, lagging],
        [{ state: "stalled" }, stalled],
      ];
    },
  );
  addGauge(registry, { name: "hos_live_backlog_bytes", help: "What is kept for live clients that lag." }, () => [
    [{}, live.stats.backlogBytes],
  ]);
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
    { name: "hos_live_dropped_events_total", help: "Events without a number that such clients did not get." },
    () => [[{}, live.stats.dropped]],
  );
  addTotal(
    registry,
    { name: "hos_live_cut_total", help: "Live clients that were ended because they did not read." },
    () => [[{}, live.stats.cut]],
  );
}

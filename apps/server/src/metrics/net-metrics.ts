import type { Registry } from "prom-client";
import { addGauge, addTotal } from "./add-metric.ts";
import type { MetricSources } from "./metric-sources.ts";

/** Connections. */
export function addNetMetrics(registry: Registry, { net }: MetricSources): void {
  addGauge(registry, { name: "hos_connections", help: "Open connections of clients and drivers." }, () => [
    [{}, net.connectionCount],
  ]);
  addTotal(
    registry,
    { name: "hos_connections_refused_total", help: "Connections refused because their address had too many." },
    () => [[{}, net.refusedConnections]],
  );
}

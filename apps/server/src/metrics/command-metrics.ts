import type { ActionProgress } from "@hos/protocol/live";
import { Counter, Histogram, type Registry } from "prom-client";
import { addGauge } from "./add-metric.ts";
import type { MetricSources } from "./metric-sources.ts";

/** From a lamp next door to a gate that takes its time, seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120];
const MS_PER_SECOND = 1000;

interface CommandEnd {
  readonly outcome: string;
  readonly latencyMs: number;
}

/** Commands: how many are open, how long they took and how they ended. @returns stops listening to them. */
export function addCommandMetrics(registry: Registry, { hub: { commands } }: MetricSources): () => void {
  addGauge(registry, { name: "hos_commands_open", help: "Commands that were accepted and have not ended." }, () => [
    [{}, commands.load.open],
  ]);
  addGauge(registry, { name: "hos_commands_under_way", help: "Open commands that are with their driver." }, () => [
    [{}, commands.load.underWay],
  ]);
  const durations = new Histogram({
    name: "hos_command_duration_seconds",
    help: "From the request to the end of a command, by outcome.",
    labelNames: ["outcome"],
    buckets: BUCKETS,
    registers: [registry],
  });
  const failures = new Counter({
    name: "hos_command_failures_total",
    help: "Commands that failed, by code.",
    labelNames: ["code"],
    registers: [registry],
  });
  const requestedAt = (id: string) => Date.parse(commands.journal.get(id)?.stages[0]?.at ?? "");
  return commands.onProgress((progress) => {
    const ended = readEnd(progress, requestedAt);
    if (ended === undefined) return;
    durations.observe({ outcome: ended.outcome }, ended.latencyMs / MS_PER_SECOND);
    if (progress.event === "ACTION_FAILED") failures.inc({ code: progress.code });
  });
}

/** How a command ended, or was answered; `undefined` where it goes on. */
function readEnd(progress: ActionProgress, requestedAt: (id: string) => number): CommandEnd | undefined {
  switch (progress.event) {
    case "ACTION_SUCCEEDED":
      return { outcome: "succeeded", latencyMs: progress.latencyMs };
    case "ACTION_CONFIRMED":
      return { outcome: "confirmed", latencyMs: progress.latencyMs };
    case "ACTION_LATE":
      return { outcome: "late", latencyMs: progress.latencyMs };
    case "ACTION_FAILED": {
      const latencyMs = Date.parse(progress.at) - requestedAt(progress.commandId);
      return { outcome: "failed", latencyMs: Number.isNaN(latencyMs) ? 0 : latencyMs };
    }
    case "ACTION_REQUESTED":
    case "ACTION_DISPATCHED":
      return undefined;
    default:
      return progress satisfies never;
  }
}

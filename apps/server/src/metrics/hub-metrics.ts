import { collectDefaultMetrics, Registry } from "prom-client";
import { addCommandMetrics } from "./command-metrics.ts";
import { addDriverMetrics } from "./driver-metrics.ts";
import { addHomeMetrics } from "./home-metrics.ts";
import { addLiveMetrics } from "./live-metrics.ts";
import type { MetricSources } from "./metric-sources.ts";
import { addNetMetrics } from "./net-metrics.ts";

/** Of the process, whichever hubs it has: made when somebody asks for the first time, since it measures from then on. */
let processRegistry: Registry | undefined;

/**
 * What Prometheus is told. Nothing is counted for it but commands, of which there are few: the rest is read where it is
 * kept anyway, when somebody asks.
 */
export class HubMetrics {
  readonly #registry = new Registry();
  readonly #stop: () => void;

  constructor(sources: MetricSources) {
    const registry = this.#registry;
    addHomeMetrics(registry, sources);
    addDriverMetrics(registry, sources);
    addLiveMetrics(registry, sources);
    addNetMetrics(registry, sources);
    this.#stop = addCommandMetrics(registry, sources);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** All metrics of now, in the text format. */
  async render(): Promise<string> {
    processRegistry ??= createProcessRegistry();
    const parts = await Promise.all([this.#registry.metrics(), processRegistry.metrics()]);
    return parts.join("\n");
  }

  /** Stops listening to commands. */
  close(): void {
    this.#stop();
    this.#registry.clear();
  }
}

function createProcessRegistry(): Registry {
  const register = new Registry();
  collectDefaultMetrics({ register });
  return register;
}

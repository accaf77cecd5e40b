import { readCpuMs } from "../../machine/read-cpu-ms.ts";
import { findProtocol } from "../../protocols/find-protocol.ts";
import type { RawConnection } from "../../wire/raw-connection.ts";
import { DeliveryFlow } from "./delivery-flow.ts";
import { DeliveryMeter } from "./delivery-meter.ts";
import type { FanOutJob, FanOutResult, Stretch } from "./fan-out-job.ts";
import { OrderCounter } from "./order-counter.ts";
import { LatencySamples } from "../latency-samples.ts";
import { deviceIds, UpdateWriter } from "../update-writer.ts";

const US_PER_MS = 1000;

/** Does a {@link FanOutJob}. */
export async function runFanOut(job: FanOutJob): Promise<FanOutResult> {
  const run = await FanOutRun.open(job);
  try {
    await run.stretch((flow) => flow.saturate(job.warmUpMs));
    const saturated = await run.stretch((flow) => flow.saturate(job.saturatedMs));
    const most = (saturated.updates / saturated.wallMs) * 1000;
    const paced: Stretch[] = [];
    for (const { rate, settleMs, measuredMs } of job.paces) {
      const perSecond = "perSecond" in rate ? rate.perSecond : Math.round(most * rate.shareOfMax);
      await run.stretch((flow) => flow.pace(perSecond, settleMs));
      paced.push(await run.stretch((flow) => flow.pace(perSecond, measuredMs)));
    }
    return { saturated, paced };
  } finally {
    run.close();
  }
}

class FanOutRun {
  readonly #job: FanOutJob;
  readonly #connections: readonly RawConnection[];
  readonly #meters: readonly DeliveryMeter[];
  readonly #flow: DeliveryFlow;
  readonly #latencies = new LatencySamples();
  /** Reads through what the first client gets. */
  readonly #order = new OrderCounter();

  static async open(job: FanOutJob): Promise<FanOutRun> {
    const protocol = findProtocol(job.protocol);
    const publisher = await protocol.openPublisher(job.target, deviceIds(job.devices));
    const meters = Array.from({ length: job.clients }, () => new DeliveryMeter());
    const taps = meters.map((meter) => ({ take: meter.take }));
    const subscribers: RawConnection[] = [];
    for (const tap of taps) {
      subscribers.push(await protocol.openSubscriber(job.target, (bytes, counted) => tap.take(bytes, counted)));
    }
    const writer = new UpdateWriter({ devices: job.devices, encode: (update) => protocol.encode(update) });
    const flow = new DeliveryFlow({ publisher, writer, subscribers, meters });
    const run = new FanOutRun(job, [publisher, ...subscribers], { meters, flow });
    const [first] = taps;
    if (first !== undefined) first.take = (bytes, counted) => run.#takeAndRead(bytes, counted);
    return run;
  }

  private constructor(
    job: FanOutJob,
    connections: readonly RawConnection[],
    { meters, flow }: { readonly meters: readonly DeliveryMeter[]; readonly flow: DeliveryFlow },
  ) {
    this.#job = job;
    this.#connections = connections;
    this.#meters = meters;
    this.#flow = flow;
    for (const meter of meters) meter.onSequences = (first) => this.#latencies.add(flow.times.ageMs(first));
  }

  /** Measures from a moment at which nothing is under way to the next one. */
  async stretch(work: (flow: DeliveryFlow) => Promise<void>): Promise<Stretch> {
    this.#reset();
    const from = this.#flow.next;
    const beganAt = performance.now();
    const serverBefore = readCpuMs(this.#job.serverPid);
    const loadBefore = process.cpuUsage();
    await work(this.#flow);
    await this.#flow.drain();
    const serverCpuMs = readCpuMs(this.#job.serverPid) - serverBefore;
    const wallMs = performance.now() - beganAt;
    const load = process.cpuUsage(loadBefore);
    const updates = this.#flow.next - from;
    return {
      updates,
      deliveries: updates * this.#meters.length,
      wallMs,
      serverCpuMs,
      loadCpuMs: (load.user + load.system) / US_PER_MS,
      bytesPerDelivery: (this.#meters[0]?.bytes ?? 0) / updates,
      losslessShare: this.#losslessShare(from),
      latency: this.#latencies.take(),
    };
  }

  close(): void {
    for (const connection of this.#connections) connection.close();
  }

  #reset(): void {
    this.#order.reset(this.#flow.next);
    this.#latencies.take();
    for (const meter of this.#meters) meter.reset();
  }

  #takeAndRead(bytes: Buffer, counted: number): void {
    this.#order.take(bytes);
    this.#meters[0]?.take(bytes, counted);
  }

  /** The first client is read through; the others got the same where they got as many bytes and the newest update. */
  #losslessShare(from: number): number {
    const to = this.#flow.next;
    const share = this.#order.count / (to - from);
    const bytes = this.#meters[0]?.bytes ?? 0;
    const same = (meter: DeliveryMeter) => meter.bytes === bytes && meter.newest === to - 1;
    const shares = this.#meters.map((meter) => (same(meter) ? share : Math.min(share, meter.bytes / bytes)));
    return shares.reduce((sum, each) => sum + each, 0) / shares.length;
  }
}

import { readRssBytes } from "../../machine/read-rss-bytes.ts";
import { findProtocol, type ProtocolName } from "../../protocols/find-protocol.ts";
import type { Target } from "../../protocols/load-protocol.ts";
import type { RawConnection } from "../../wire/raw-connection.ts";
import { DeliveryFlow } from "../fan-out/delivery-flow.ts";
import { DeliveryMeter } from "../fan-out/delivery-meter.ts";
import { type Latency, LatencySamples } from "../latency-samples.ts";
import { deviceIds, UpdateWriter } from "../update-writer.ts";
import { waitMs } from "../wait-ms.ts";

/** Clients that read, clients that do not, and updates without end. */
export interface StallJob {
  readonly protocol: ProtocolName;
  readonly target: Target;
  readonly serverPid: number;
  readonly devices: number;
  readonly healthy: number;
  readonly stalled: number;
  readonly updatesPerSecond: number;
  /** What is due is sent this often. */
  readonly tickMs: number;
  readonly durationMs: number;
  /** How often the memory of the server is looked at. */
  readonly sampleMs: number;
}

/** What came out of a {@link StallJob}. */
export interface StallResult {
  /** Of the server, before the first update and then again and again. */
  readonly rssBytes: readonly number[];
  /** Of the clients that read. */
  readonly latency: Latency;
  /** Clients that read and did not get everything. */
  readonly losers: number;
  /** Clients that did not read, and did not get the newest update when they read on. */
  readonly left: number;
  /** From the moment at which they read on until all had the newest. */
  readonly caughtUpMs: number;
}

const DEADLINE_MS = 120_000;
const POLL_MS = 5;
const SETTLE_MS = 200;

/** Does a {@link StallJob}. */
export async function runStall(job: StallJob): Promise<StallResult> {
  const protocol = findProtocol(job.protocol);
  const publisher = await protocol.openPublisher(job.target, deviceIds(job.devices));
  const healthy = await openClients(job, job.healthy);
  const stalled = await openClients(job, job.stalled);
  for (const { connection } of stalled) connection.pause();
  // The ends of the snapshots.
  await waitMs(SETTLE_MS);
  for (const { meter } of healthy) meter.reset();
  const meters = healthy.map(({ meter }) => meter);
  const writer = new UpdateWriter({ devices: job.devices, encode: (update) => protocol.encode(update) });
  const subscribers = healthy.map(({ connection }) => connection);
  const flow = new DeliveryFlow({ publisher, writer, subscribers, meters });
  const samples = new LatencySamples();
  for (const meter of meters) meter.onSequences = (first) => samples.add(flow.times.ageMs(first));
  const rssBytes = [readRssBytes(job.serverPid)];
  const sampling = setInterval(() => rssBytes.push(readRssBytes(job.serverPid)), job.sampleMs);
  await flow.pace(job.updatesPerSecond, job.durationMs, job.tickMs);
  clearInterval(sampling);
  await flow.drain();
  const latency = samples.take();
  const newest = flow.next - 1;
  const losers = meters.filter((meter) => meter.newest !== newest || meter.bytes !== meters[0]?.bytes).length;
  const readOnAt = performance.now();
  for (const { connection } of stalled) connection.resume();
  const left = () => stalled.filter(({ meter }) => meter.newest !== newest).length;
  while (left() > 0 && performance.now() - readOnAt < DEADLINE_MS) await waitMs(POLL_MS);
  return { rssBytes, latency, losers, left: left(), caughtUpMs: performance.now() - readOnAt };
}

interface Client {
  readonly connection: RawConnection;
  readonly meter: DeliveryMeter;
}

async function openClients({ protocol, target }: StallJob, count: number): Promise<readonly Client[]> {
  const clients: Client[] = [];
  for (let index = 0; index < count; index += 1) {
    const meter = new DeliveryMeter();
    clients.push({ meter, connection: await findProtocol(protocol).openSubscriber(target, meter.take) });
  }
  return clients;
}

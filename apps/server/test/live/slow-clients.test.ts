import type { Socket as TcpSocket } from "node:net";
import type { Conflated } from "@hos/protocol/live";
import { describe, expect, it } from "vitest";
import { openSocket } from "../support/open-socket.ts";
import { openStream } from "../support/open-stream.ts";
import { startTestServer } from "../support/test-server.ts";
import { until } from "../support/until.ts";

/** A few of these fill what the network holds for a client. */
const LARGE = "x".repeat(200_000);

type Home = Awaited<ReturnType<typeof startTestServer>>;

/** A client that can stop reading, whatever it is connected by. */
interface SlowClient extends Disposable {
  pause(): void;
  resume(): void;
  readonly conflated: Conflated | undefined;
  /** The revision of the last change that it read. */
  readonly revision: number;
  /** The level of the device `lamp`, as it last heard. */
  readonly level: unknown;
}

async function openSlowSocket(home: Home, coalesce: boolean): Promise<SlowClient> {
  const client = openSocket(home.url, { coalesce });
  await client.next("SNAPSHOT");
  const transport = client.socket.io.engine.transport as unknown as { readonly ws: { readonly _socket: TcpSocket } };
  const { _socket: tcp } = transport.ws;
  const changes = () => client.events.filter((event) => "revision" in event);
  return {
    pause: () => void tcp.pause(),
    resume: () => void tcp.resume(),
    get conflated() {
      return client.received.find(({ name }) => name === "CONFLATED")?.data as Conflated | undefined;
    },
    get revision() {
      return changes().at(-1)?.revision ?? 0;
    },
    get level() {
      return readLevel(changes().at(-1));
    },
    [Symbol.dispose]: () => client[Symbol.dispose](),
  };
}

async function openSlowStream(home: Home): Promise<SlowClient> {
  const stream = await openStream(`${home.url}/v1/os/events`);
  await stream.next("SNAPSHOT");
  const tcp = stream.response.socket;
  return {
    pause: () => void tcp.pause(),
    resume: () => void tcp.resume(),
    get conflated() {
      return stream.events.find(({ event }) => event === "CONFLATED")?.data as Conflated | undefined;
    },
    get revision() {
      return Number(stream.lastEventId.split(":")[1]);
    },
    get level() {
      return readLevel(stream.events.at(-1)?.data);
    },
    [Symbol.dispose]: () => stream[Symbol.dispose](),
  };
}

function readLevel(change: unknown): unknown {
  const { data, device } = (change ?? {}) as {
    data?: Record<string, unknown>;
    device?: { state?: Record<string, unknown> };
  };
  return data?.["level"] ?? device?.state?.["level"];
}

const FORMS: readonly (readonly [string, (home: Home) => Promise<SlowClient>])[] = [
  ["Socket.IO, coalesced", (home) => openSlowSocket(home, true)],
  ["Socket.IO, plain", (home) => openSlowSocket(home, false)],
  ["SSE", openSlowStream],
];

describe.each(FORMS)("A live client over %s that stops reading", (_name, open) => {
  it("costs the hub little, harms nobody, and is brought up to date when it reads on", async () => {
    await using home = await startTestServer({ clientBufferBytes: 64 * 1024 });
    await home.announce("lamp");
    using slow = await open(home);
    using quick = await open(home);
    slow.pause();
    let level = 0;
    await untilMetric(home, 'hos_live_clients_behind{state="stalled"} 1', () => {
      level += 1;
      home.hub.devices.applyState("lamp", { level, text: LARGE + level });
    });
    for (let more = 0; more < 20; more += 1) {
      level += 1;
      home.hub.devices.applyState("lamp", { level });
    }
    const { revision } = home.hub.devices;
    await until("the quick client to have all", () => quick.revision === revision);
    expect(quick.conflated).toBeUndefined();
    slow.resume();
    await until("the slow client to have the newest", () => slow.revision === revision);
    expect(slow.conflated).toEqual({ devices: 1, events: 1 });
    expect(slow.level).toBe(level);
    home.hub.devices.applyState("lamp", { level: -1 });
    await until("the change after that", () => slow.level === -1);
    for (const line of ['clients_behind{state="stalled"} 0', "backlog_bytes 0", "conflated_total 1", "cut_total 0"]) {
      await untilMetric(home, `hos_live_${line}`);
    }
  });

  it("is cut when it reads nothing at all", async () => {
    await using home = await startTestServer({ clientBufferBytes: 64 * 1024, clientStallMs: 1000 });
    await home.announce("lamp");
    using slow = await open(home);
    slow.pause();
    let level = 0;
    await untilMetric(home, "hos_live_cut_total 1", () => {
      level += 1;
      home.hub.devices.applyState("lamp", { level, text: LARGE + level });
    });
    expect(await untilMetric(home, 'hos_live_clients_behind{state="stalled"} 0')).toContain(
      "hos_live_conflated_total 0",
    );
  });
});

/** Does something again and again until a line stands in the metrics of the hub. @returns all of them. */
async function untilMetric(home: Home, line: string, step: () => void = () => undefined): Promise<readonly string[]> {
  const endAt = performance.now() + 10_000;
  for (;;) {
    step();
    const lines = (await (await home.fetch("/metrics")).text()).split("\n");
    if (lines.includes(line)) return lines;
    if (performance.now() > endAt) throw new Error(`${line} did not come:\n${lines.join("\n")}`);
  }
}

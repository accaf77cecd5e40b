import { setTimeout as wait } from "node:timers/promises";
import { askForGood } from "../hub/ask-hub.ts";
import type { HubRun } from "../hub/hub-run.ts";
import { formatLatencies, formatMs, type Row } from "../figures/row.ts";
import { measureLatencies } from "../figures/measure-latencies.ts";
import { percentile } from "../figures/percentile.ts";
import { until } from "../figures/until.ts";
import { RawSocket } from "../net/raw-socket.ts";
import type { Section } from "./section.ts";
import { startLoadedHub } from "./start-loaded-hub.ts";

const CONNECTIONS = 1000;
const DRIP_MS = 500;
/** HOS_HEADERS_TIMEOUT_MS and HOS_REQUEST_TIMEOUT_MS as they come, and some time to look. */
const HEAD_MS = 10_000;
const BODY_MS = 30_000;
const SLACK_MS = 5000;
const MEASURED_S = 3;
const MOST_P99_MS = 250;

interface Slowness {
  /** Sent at once. */
  readonly begin: string;
  /** Sent again and again. */
  readonly drip: string;
  /** When the hub has to have ended it. */
  readonly endsMs: number;
}

/** Requests whose head comes a byte at a time. */
export const slowHeads: Section = {
  key: "slow-heads",
  title: `${CONNECTIONS} requests whose head comes a byte at a time (slowloris)`,
  run: () =>
    tryOut({ begin: "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ", drip: "x", endsMs: HEAD_MS + SLACK_MS }),
};

/** Requests whose body comes a byte at a time. */
export const slowBodies: Section = {
  key: "slow-bodies",
  title: `${CONNECTIONS} requests whose body comes a byte at a time`,
  run: () =>
    tryOut({
      begin:
        "POST /v1/os/auth/login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n",
      drip: " ",
      endsMs: BODY_MS + SLACK_MS,
    }),
};

/** Requests to become a WebSocket whose head comes a byte at a time. */
export const slowUpgrades: Section = {
  key: "slow-upgrades",
  title: `${CONNECTIONS} requests for a WebSocket whose head comes a byte at a time`,
  run: () =>
    tryOut({
      begin: "GET /driver HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nX: ",
      drip: "x",
      endsMs: HEAD_MS + SLACK_MS,
    }),
};

const UPGRADE = [
  "GET /driver HTTP/1.1",
  "Host: 127.0.0.1",
  "Connection: Upgrade",
  "Upgrade: websocket",
  "Sec-WebSocket-Version: 13",
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
  "\r\n",
].join("\r\n");
/** The head of a frame of 60,000 bytes, whose mask is nothing. */
const FRAME = "\u0081\u00fe\u00ea\u0060\u0000\u0000\u0000\u0000";

/** WebSockets whose first frame comes a byte at a time. */
export const slowFrames: Section = {
  key: "slow-frames",
  title: `${CONNECTIONS} WebSockets whose first frame comes a byte at a time`,
  run: () => tryOut({ begin: UPGRADE + FRAME, drip: " ", endsMs: HEAD_MS + SLACK_MS }),
};

async function tryOut(slowness: Slowness): Promise<readonly Row[]> {
  await using hub = await startLoadedHub();
  const quiet = await measureRequests(hub);
  const beganAt = performance.now();
  const sockets = await Promise.all(Array.from({ length: CONNECTIONS }, () => RawSocket.open(hub.port)));
  for (const socket of sockets) socket.write(slowness.begin);
  const dripping = drip(sockets, slowness.drip);
  const loaded = await measureRequests(hub);
  await until("The hub ends them", () => sockets.every(({ closed }) => closed));
  const endedMs = performance.now() - beganAt;
  await dripping;
  return [
    { what: "a request before", figure: formatLatencies(quiet) },
    {
      what: "a request meanwhile",
      figure: formatLatencies(loaded),
      complaint: percentile(loaded, 0.99) > MOST_P99_MS ? "too slow" : undefined,
    },
    {
      what: "the hub has ended all of them after",
      figure: formatMs(endedMs),
      complaint: endedMs > slowness.endsMs ? "too late" : undefined,
    },
  ];
}

async function drip(sockets: readonly RawSocket[], text: string): Promise<void> {
  while (sockets.some(({ closed }) => !closed)) {
    for (const socket of sockets) socket.write(text);
    await wait(DRIP_MS);
  }
}

async function measureRequests(hub: HubRun): Promise<readonly number[]> {
  const headers = { authorization: `Bearer ${hub.adminToken}` };
  return await measureLatencies(MEASURED_S, () =>
    askForGood(hub.port, { method: "GET", path: "/v1/os/devices", headers }),
  );
}

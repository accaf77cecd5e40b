import { measureLatencies } from "../figures/measure-latencies.ts";
import { percentile } from "../figures/percentile.ts";
import { formatCounts, formatLatencies, formatMs } from "../figures/row.ts";
import { askForGood, askHub } from "../hub/ask-hub.ts";
import { LoadProcess } from "../process/load-process.ts";
import type { FloodCalls } from "../workers/load-calls.ts";
import type { Section } from "./section.ts";
import { startLoadedHub } from "./start-loaded-hub.ts";

const AT_ONCE = 64;
const FLOOD_S = 10;
const QUIET_S = 5;
const MOST_P99_MS = 250;
const PERSON = { username: "ada", password: "correct horse battery" };

/** Somebody who guesses passwords as fast as answers come, beside somebody who uses the hub. */
export const loginFlood: Section = {
  key: "logins",
  title: `${AT_ONCE} wrong logins at a time for ${FLOOD_S} s, beside normal requests`,
  async run() {
    await using hub = await startLoadedHub();
    await using flooder = new LoadProcess<FloodCalls>("flood-main.ts");
    const headers = { authorization: `Bearer ${hub.adminToken}`, "content-type": "application/json" };
    const body = JSON.stringify({ ...PERSON, role: "admin" });
    await askHub(hub.port, { method: "POST", path: "/v1/os/users", headers, body });
    const request = () => askForGood(hub.port, { method: "GET", path: "/v1/os/bootstrap", headers });
    const before = await measureLatencies(QUIET_S, request);
    const flooding = flooder.call("requests", {
      port: hub.port,
      atOnce: AT_ONCE,
      seconds: FLOOD_S,
      method: "POST",
      path: "/v1/os/auth/login",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ username: "nobody-@", password: "a wrong password" }),
    });
    const during = await measureLatencies(FLOOD_S, request);
    const counts = await flooding;
    const after = await measureLatencies(QUIET_S, request);
    const entry = await logIn(hub.port);
    return [
      { what: "a request before", figure: formatLatencies(before) },
      {
        what: "during the flood",
        figure: formatLatencies(during),
        complaint: percentile(during, 0.99) > MOST_P99_MS ? "too slow" : undefined,
      },
      { what: "after it", figure: formatLatencies(after) },
      {
        what: "answers to the flood by status",
        figure: formatCounts(counts),
      },
      { what: "a right login from the same address afterwards", figure: entry },
    ];
  },
};

async function logIn(port: number): Promise<string> {
  const beganAt = performance.now();
  const { status, headers } = await askHub(port, {
    method: "POST",
    path: "/v1/os/auth/login",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(PERSON),
  });
  const wait = headers["retry-after"];
  return `${status} after ${formatMs(performance.now() - beganAt)}${wait === undefined ? "" : `, Retry-After ${String(wait)} s`}`;
}

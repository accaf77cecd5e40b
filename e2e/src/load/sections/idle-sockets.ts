import { formatMebibytes, formatMs } from "../figures/row.ts";
import { DriverSocket } from "../drivers/driver-socket.ts";
import { until } from "../figures/until.ts";
import type { Section } from "./section.ts";
import { startLoadedHub } from "./start-loaded-hub.ts";

const SOCKETS = 2000;
const AT_ONCE = 100;
/** As HOS_DRIVER_UNREGISTERED has it. */
const ALLOWED = 1024;
const ENTRIES = 20;
const MOST_ENTRY_MS = 1000;

/** Driver sockets that are opened and say nothing. */
export const idleSockets: Section = {
  key: "idle",
  title: `${SOCKETS} driver sockets that never register`,
  async run() {
    await using hub = await startLoadedHub();
    const before = await hub.memory();
    const beganAt = performance.now();
    const sockets = await openSockets(hub.driverUrl);
    const openedMs = performance.now() - beganAt;
    await until("The oldest are cut", () => countOpen(sockets) <= ALLOWED);
    const open = countOpen(sockets);
    const held = await hub.memory();
    const entries = await measureEntries(hub.driverUrl);
    const stillOpen = countOpen(sockets);
    await until("All are closed", () => countOpen(sockets) === 0);
    const closedMs = performance.now() - beganAt;
    const after = await hub.memory();
    const slowest = Math.max(...entries);
    return [
      { what: `opened, ${AT_ONCE} at a time`, figure: formatMs(openedMs) },
      { what: "of them left open", figure: String(open), complaint: open > ALLOWED ? "too many" : undefined },
      {
        what: `a normal driver gets in meanwhile (${ENTRIES} times, the slowest)`,
        figure: formatMs(slowest),
        complaint: slowest > MOST_ENTRY_MS || stillOpen === 0 ? "too slow" : undefined,
      },
      { what: "memory for them", figure: formatMebibytes(held - before) },
      { what: "the last one is closed with 4002, after the first was opened", figure: formatMs(closedMs) },
      { what: "memory that stays", figure: formatMebibytes(after - before) },
    ];
  },
};

async function openSockets(url: string): Promise<readonly DriverSocket[]> {
  const sockets: DriverSocket[] = [];
  while (sockets.length < SOCKETS) {
    sockets.push(...(await Promise.all(Array.from({ length: AT_ONCE }, () => DriverSocket.open(url)))));
  }
  return sockets;
}

async function measureEntries(url: string): Promise<readonly number[]> {
  const entries: number[] = [];
  for (let entry = 0; entry < ENTRIES; entry += 1) {
    const beganAt = performance.now();
    await using socket = await DriverSocket.open(url);
    socket.register({ driverKey: "NORMAL", instanceId: `normal-${entry}` });
    const registered = await socket.find(({ event }) => event === "REGISTERED");
    entries.push(registered === undefined ? Number.POSITIVE_INFINITY : performance.now() - beganAt);
  }
  return entries;
}

function countOpen(sockets: readonly DriverSocket[]): number {
  return sockets.filter(({ isOpen }) => isOpen).length;
}

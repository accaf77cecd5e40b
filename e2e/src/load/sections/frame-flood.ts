import { HosClient } from "@hos/client";
import { measureLatencies } from "../figures/measure-latencies.ts";
import { percentile } from "../figures/percentile.ts";
import { formatLatencies, formatMebibytes, type Row } from "../figures/row.ts";
import { LoadProcess } from "../process/load-process.ts";
import type { DriversCalls, FloodCalls, FloodJob } from "../workers/load-calls.ts";
import type { Section } from "./section.ts";
import { startLoadedHub } from "./start-loaded-hub.ts";

const FRAMES_PER_SECOND = 50_000;
const CATALOGUES_PER_SECOND = 10;
const FLOOD_S = 10;
const QUIET_S = 5;
const DEVICE = "normal-0-light-0";
const MOST_P99_MS = 250;

/** A driver that floods beside one that is asked for something. */
export const frameFlood: Section = {
  key: "flood",
  title: `a driver that sends ${FRAMES_PER_SECOND} frames/s for ${FLOOD_S} s, beside a normal one`,
  run: () => tryOut("state", FRAMES_PER_SECOND),
};

/** The same with the frames that cost most. */
export const catalogueFlood: Section = {
  key: "catalogues",
  title: `a driver that sends ${CATALOGUES_PER_SECOND} frames/s of 1 MiB with new command catalogues for ${FLOOD_S} s, beside a normal one`,
  run: () => tryOut("catalogue", CATALOGUES_PER_SECOND),
};

async function tryOut(frame: FloodJob["frame"], framesPerSecond: number): Promise<readonly Row[]> {
  await using hub = await startLoadedHub();
  await using normal = new LoadProcess<DriversCalls>("sdk-drivers-main.ts");
  await using flooder = new LoadProcess<FloodCalls>("flood-main.ts");
  await normal.call("start", { wsUrl: hub.driverUrl, prefix: "normal", drivers: 1, devices: 1 });
  const client = new HosClient({ url: hub.url, token: hub.adminToken });
  let round = 0;
  const command = async () => {
    round += 1;
    await client.command(DEVICE, "set_brightness", { brightness: round % 100 });
  };
  const idleMemory = await hub.memory();
  const before = await measureLatencies(QUIET_S, command);
  const flooding = flooder.call("frames", { wsUrl: hub.driverUrl, frame, framesPerSecond, seconds: FLOOD_S });
  const during = await measureLatencies(FLOOD_S, command);
  const { sent, heldBack, errors, closeCode } = await flooding;
  const after = await measureLatencies(QUIET_S, command);
  const memory = await hub.memory();
  client.close();
  return [
    { what: "a command of the normal driver before", figure: formatLatencies(before) },
    {
      what: "during the flood",
      figure: formatLatencies(during),
      complaint: percentile(during, 0.99) > MOST_P99_MS ? "too slow" : undefined,
    },
    { what: "after it", figure: formatLatencies(after) },
    {
      what: "frames that the hub took, and those it held the flooder back from sending",
      figure: `${sent} and ${heldBack}`,
    },
    {
      what: "the flooder was told, and its session",
      figure: `${describe(errors)}; ${closeCode === undefined ? "stays" : `closed with ${closeCode}`}`,
    },
    {
      what: "memory of the hub before, and after",
      figure: `${formatMebibytes(idleMemory)}, ${formatMebibytes(memory)}`,
    },
  ];
}

function describe(errors: readonly string[]): string {
  return errors.length === 0 ? "nothing" : `${[...new Set(errors)].join(", ")} (${errors.length})`;
}

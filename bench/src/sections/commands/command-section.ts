import { hosCommand } from "../../contenders/hos.ts";
import type { Place } from "../../contenders/contender.ts";
import { sourceCommand } from "../../contenders/source-command.ts";
import type { CommandResult, CommandWay } from "../../load/commands/command-job.ts";
import { runLoad } from "../../load/run-load.ts";
import type { Budget } from "../../report/budget.ts";
import { formatNumber } from "../../report/format-number.ts";
import type { Table } from "../../report/table.ts";
import { ServerProcess } from "../../servers/server-process.ts";
import type { RunSetting, Section, SectionReport } from "../section.ts";
import { type CommandFigures, sumUpCommands } from "./command-figures.ts";

/** C: commands of clients to drivers that answer at once. What one costs, and how long it takes. */
export const commandSection: Section = { key: "C", title: "commands", run };

interface CommandServer {
  readonly id: string;
  readonly name: string;
  readonly way: CommandWay;
  command(place: Place): ReturnType<typeof hosCommand>;
}

const SERVERS: readonly CommandServer[] = [
  { id: "hos-rest", name: "HOS, REST", way: "rest", command: hosCommand },
  { id: "hos-socket-io", name: "HOS, Socket.IO", way: "socket-io", command: hosCommand },
  {
    id: "floor",
    name: "floor: bare hono route",
    way: "rest",
    command: ({ port }) => sourceCommand("bench/src/relays/command-floor.ts", { PORT: String(port) }),
  },
];
const DRIVER_COUNTS = [1, 100];
const IN_FLIGHT = [1, 64];
const DEVICES = 100;

async function run({ quick, runs, log }: RunSetting): Promise<SectionReport> {
  const times = quick ? { warmUpMs: 100, measuredMs: 200 } : { warmUpMs: 1500, measuredMs: 3000 };
  const cases = DRIVER_COUNTS.flatMap((drivers) =>
    IN_FLIGHT.flatMap((inFlight) => SERVERS.map((server) => ({ server, drivers, inFlight }))),
  );
  const results = cases.map((): CommandResult[] => []);
  for (let runIndex = 1; runIndex <= runs; runIndex += 1) {
    for (const [index, { server, drivers, inFlight }] of cases.entries()) {
      await using running = await ServerProcess.start(server);
      const { way } = server;
      const { target, pid: serverPid } = running;
      const result = await runLoad("commands", {
        way,
        target,
        serverPid,
        drivers,
        inFlight,
        devices: DEVICES,
        ...times,
      });
      results[index]?.push(result);
      const cost = formatNumber((result.serverCpuMs * 1000) / result.commands);
      log(
        `C run ${runIndex}/${runs}, ${drivers} drivers, ${inFlight} in flight, ${server.name}: ${cost} us per command`,
      );
    }
  }
  const figures = cases.map(({ server, drivers, inFlight }, index) =>
    sumUpCommands({ id: server.id, drivers, inFlight }, results[index] ?? []),
  );
  return {
    tables: [createTable(figures)],
    charts: [],
    budgets: DRIVER_COUNTS.flatMap((drivers) => findBudgets(figures, drivers)),
    figures,
    losses: figures.filter(({ failed }) => failed > 0).map(({ id, failed }) => `${id}: ${failed} commands failed.`),
  };
}

function createTable(figures: readonly CommandFigures[]): Table {
  const names = new Map(SERVERS.map(({ id, name }) => [id, name]));
  return {
    title: "C commands, drivers answer at once",
    columns: ["", "drivers", "in flight", "p50 ms", "p99 ms", "commands/s", "us CPU/command", "load core"],
    rows: figures.map((row) => [
      names.get(row.id) ?? row.id,
      String(row.drivers),
      String(row.inFlight),
      formatNumber(row.p50Ms),
      formatNumber(row.p99Ms),
      formatNumber(row.commandsPerSecond),
      formatNumber(row.cpuUsPerCommand),
      `${Math.round(row.loadShare * 100)} %`,
    ]),
  };
}

function findBudgets(figures: readonly CommandFigures[], drivers: number): readonly Budget[] {
  const find = (id: string, inFlight: number) =>
    figures.find((each) => each.id === id && each.inFlight === inFlight && each.drivers === drivers);
  return SERVERS.filter(({ id }) => id !== "floor").flatMap(({ id, name }): Budget[] => {
    const latency = (find(id, 1)?.p50Ms ?? Number.NaN) / (find("floor", 1)?.p50Ms ?? Number.NaN);
    const rate = (find(id, 64)?.commandsPerSecond ?? Number.NaN) / (find("floor", 64)?.commandsPerSecond ?? Number.NaN);
    return [
      {
        what: `${name}, ${drivers} drivers, 1 in flight, p50 to the floor`,
        value: latency,
        unit: "x",
        limit: 1.5,
        bound: "most",
      },
      {
        what: `${name}, ${drivers} drivers, 64 in flight, commands/s to the floor`,
        value: rate * 100,
        unit: "%",
        limit: 60,
        bound: "least",
      },
    ];
  });
}

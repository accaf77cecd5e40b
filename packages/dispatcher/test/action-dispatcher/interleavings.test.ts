import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CommandRecord, CommandWait } from "@hos/protocol/rest";
import type { DispatchOutcome } from "../../src/index.ts";
import { Bench, DRIVER, type SendMode } from "../support/bench.ts";

type Step =
  | {
      readonly do: "dispatch";
      readonly deviceId: string;
      readonly command: string;
      readonly level: number;
      readonly wait: CommandWait;
      readonly timeoutMs: number;
      readonly key: string | undefined;
    }
  | { readonly do: "settle"; readonly pick: number; readonly success: boolean; readonly named: boolean }
  | { readonly do: "report"; readonly deviceId: string; readonly level: number }
  | { readonly do: "advance"; readonly ms: number }
  | { readonly do: "mode"; readonly mode: SendMode }
  | { readonly do: "lost" }
  | { readonly do: "removed"; readonly deviceId: string };

const deviceId = fc.constantFrom("a", "b");
const level = fc.integer({ min: 0, max: 2 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("dispatch" as const),
      deviceId,
      command: fc.constantFrom("set", "set", "next", "stop", "explode"),
      level,
      wait: fc.constantFrom("result" as const, "confirmed" as const, "dispatch" as const),
      timeoutMs: fc.integer({ min: 50, max: 400 }),
      key: fc.option(fc.constantFrom("k1", "k2"), { nil: undefined, freq: 4 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("settle" as const),
      pick: fc.nat(40),
      success: fc.boolean(),
      named: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("report" as const), deviceId, level }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("advance" as const), ms: fc.integer({ min: 1, max: 300 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("mode" as const),
      mode: fc.constantFrom("session" as const, "session" as const, "away" as const, "throws" as const),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: "lost" as const }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("removed" as const), deviceId }) },
);

/** A command may fail before it is sent; a port that threw may have sent it, so that a result may come late. */
const LIFE = /^REQUESTED (DISPATCHED (SUCCEEDED( CONFIRMED| FAILED)?|(CONFIRMED|FAILED)( LATE)?)|FAILED( LATE)?)$/;
const RESULTS: ReadonlySet<string> = new Set(["ACTION_SUCCEEDED", "ACTION_CONFIRMED", "ACTION_LATE"]);

/** Runs steps against a dispatcher and keeps what each caller was told. */
class Run {
  readonly bench = new Bench({ queueLimit: 3 });
  readonly outcomes: Promise<DispatchOutcome>[] = [];
  readonly faults: string[] = [];

  do(next: Step): void {
    switch (next.do) {
      case "dispatch": {
        const payload = next.command === "set" ? { level: next.level } : {};
        const key = next.key === undefined ? {} : { idempotencyKey: next.key };
        const { command, wait, timeoutMs } = next;
        this.outcomes.push(this.bench.dispatch({ deviceId: next.deviceId, command, payload, wait, timeoutMs, ...key }));
        return;
      }
      case "settle":
        this.#settle(next);
        return;
      case "report":
        this.bench.report({ level: next.level }, next.deviceId);
        return;
      case "advance":
        this.bench.clock.advance(next.ms);
        return;
      case "mode":
        this.bench.sendMode = next.mode;
        return;
      case "lost":
        this.bench.dispatcher.driverLost(DRIVER);
        return;
      case "removed":
        this.bench.devices.delete(next.deviceId);
        this.bench.dispatcher.deviceRemoved(next.deviceId);
        this.bench.addDevice(next.deviceId);
        return;
      default:
        throw new Error("Not a step.");
    }
  }

  /** Ids of commands that interrupt or of those that do not, in the order of their being sent to a device. */
  sentTo(device: string, interrupting: boolean): readonly string[] {
    return this.bench.sent
      .filter(({ action }) => action.deviceId === device && (action.command === "stop") === interrupting)
      .map(({ action }) => action.requestId);
  }

  #settle({ pick, success, named }: Extract<Step, { do: "settle" }>): void {
    const { sent, progress } = this.bench;
    const target = sent[sent.length - 1 - (pick % Math.max(1, sent.length))]?.action;
    if (target === undefined) return;
    const before = progress.length;
    this.bench.settle({ success, ...(named && { requestId: target.requestId }) }, target.deviceId);
    const told = progress.slice(before).filter(({ event }) => RESULTS.has(event));
    const concerned = new Set(told.map(({ commandId }) => commandId));
    if (named) concerned.delete(target.requestId);
    if (concerned.size > (named ? 0 : 1)) this.faults.push(`A result touched ${[...concerned].join(", ")}.`);
  }
}

function isAscending(ids: readonly string[]): boolean {
  const numbers = ids.map((id) => Number(id.slice(1)));
  return numbers.every((value, index) => index === 0 || value > (numbers[index - 1] ?? 0));
}

/** Whether, in the order of events, no two ordinary commands of a device are under way at a time. */
function isOneAtATime({ bench }: Run, device: string): boolean {
  const underWay = new Set<string>();
  for (const { event, command, commandId, device_id } of bench.progress) {
    if (device_id !== device || command === "stop") continue;
    if (event === "ACTION_DISPATCHED") underWay.add(commandId);
    else if (event !== "ACTION_REQUESTED") underWay.delete(commandId);
    if (underWay.size > 1) return false;
  }
  return true;
}

function findRecordFault(record: Readonly<CommandRecord>, { bench }: Run): string | undefined {
  const told = bench.toldOf(record.id);
  if (!["succeeded", "confirmed", "failed"].includes(record.status)) return `${record.id} is still ${record.status}.`;
  // A refused request is in the journal only.
  if (told.length === 0) return record.status === "failed" ? undefined : `${record.id} was told nothing of.`;
  const life = told.join(" ");
  if (!LIFE.test(life)) return `${record.id} lived ${life}.`;
  const stages = bench.stagesOf(record.id).join(" ").toUpperCase();
  return stages === life ? undefined : `${record.id} lived ${life}, but the journal says ${stages}.`;
}

function findOutcomeFault(outcome: DispatchOutcome, { bench }: Run): string | undefined {
  const { commandId } = outcome.ok ? outcome.answer : outcome.failure;
  const record = bench.dispatcher.journal.get(commandId);
  if (record === undefined) return `${commandId} is not in the journal.`;
  if (outcome.ok || record.failure?.code === outcome.failure.code) return undefined;
  return `${commandId} was answered ${outcome.failure.code}, but the journal says ${record.failure?.code}.`;
}

/** What is wrong after a run; waits for every answer, so that a missing one is a time-out. */
async function findFaults(run: Run): Promise<readonly string[]> {
  const { bench } = run;
  const faults: (string | undefined)[] = [...run.faults];
  if (bench.clock.pendingTimers > 0) faults.push(`${bench.clock.pendingTimers} timers wait.`);
  for (const outcome of await Promise.all(run.outcomes)) faults.push(findOutcomeFault(outcome, run));
  for (const record of bench.dispatcher.journal.list()) faults.push(findRecordFault(record, run));
  if (new Set(bench.sentIds).size < bench.sent.length) faults.push("A command was sent twice.");
  for (const device of ["a", "b"]) {
    if (!isAscending(run.sentTo(device, false))) faults.push(`The order of ${device} was not kept.`);
    if (!isAscending(run.sentTo(device, true))) faults.push(`The order of the stops of ${device} was not kept.`);
    if (!isOneAtATime(run, device)) faults.push(`Two commands of ${device} were under way.`);
  }
  return faults.filter((fault) => fault !== undefined);
}

describe("interleavings of ActionDispatcher", () => {
  it("settles every request once, keeps the order and leaves no timer when all deadlines have passed", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60, size: "max" }), async (steps) => {
        const run = new Run();
        for (const each of steps) run.do(each);
        run.bench.clock.advance(1000);
        expect(await findFaults(run)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("settles every request once and leaves no timer when it is closed in the middle", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40, size: "max" }), async (steps) => {
        const run = new Run();
        for (const each of steps) run.do(each);
        await run.bench.dispatcher.close();
        expect(await findFaults(run)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

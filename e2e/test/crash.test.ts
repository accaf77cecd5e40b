import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Random } from "@hos/runtime";
import { describe, expect, it, onTestFinished } from "vitest";
import { type KillPlan, runUntilKilled } from "../src/crash/crash-run.ts";
import { seededRandom } from "../src/crash/seeded-random.ts";
import { type CrashLine, type Stored, type Stream, STREAMS } from "../src/crash/stored.ts";

const KILLS = 200;
/** Folders that are worked on side by side; a process spends most of its short life on starting. */
const LANES = 4;
const SEED = Number(process.env["HOS_CRASH_SEED"] ?? Date.now() % 2 ** 32);

describe(`storage whose process is killed at random moments (HOS_CRASH_SEED=${SEED})`, () => {
  it(`holds every acknowledged write after each of ${KILLS} kills, and the database is intact`, async () => {
    const parent = await mkdtemp(join(tmpdir(), "hos-crash-"));
    onTestFinished(() => rm(parent, { recursive: true, force: true }));
    const lanes = Array.from({ length: LANES }, (_, lane) =>
      runLane(join(parent, `${lane}`), seededRandom(SEED + lane), KILLS / LANES),
    );
    const totals = await Promise.all(lanes);
    const written = STREAMS.map((stream) => totals.reduce((sum, { counts }) => sum + counts[stream], 0));
    // Each stream got far enough to be worth the name.
    expect(Math.min(...written)).toBeGreaterThan(KILLS);
  }, 300_000);
});

/** Kills a hub on one folder again and again, and checks what each next one finds. */
async function runLane(folder: string, random: Random, kills: number): Promise<Stored> {
  let acknowledged = Object.fromEntries(STREAMS.map((stream) => [stream, 0])) as Record<Stream, number>;
  for (let kill = 0; kill < kills; kill += 1) {
    const lines = await runUntilKilled(folder, planKill(random));
    acknowledged = check(lines, acknowledged, `kill ${kill}`);
  }
  const lines = await runUntilKilled(folder, { lines: 2, delayMs: 0 });
  check(lines, acknowledged, "the last start");
  return lastOpened(lines);
}

function planKill(random: Random): KillPlan {
  // One in five while it is still opening: in the middle of taking in the log of the one before.
  if (random() < 0.2) return { lines: 1, delayMs: random() * 150 };
  return { lines: 2 + Math.floor(random() * 60), delayMs: random() * 10 };
}

/** What may be relied on after a run that told these lines. */
function check(
  lines: readonly CrashLine[],
  before: Readonly<Record<Stream, number>>,
  when: string,
): Record<Stream, number> {
  const after = { ...before };
  const stored = findOpened(lines);
  if (stored !== undefined) {
    expect({ when, ...stored }).toMatchObject({ when, integrity: "ok", torn: false, unknown: true });
    for (const stream of STREAMS) {
      const found = stored.counts[stream];
      // The next one may have been written just before the kill, when it could not be told any more.
      const excess = found - before[stream];
      expect({ when, stream, excess }).toEqual({ when, stream, excess: excess === 1 ? 1 : 0 });
      after[stream] = found;
    }
  }
  for (const line of lines) if (line.is === "written") after[line.stream] = line.count;
  return after;
}

function lastOpened(lines: readonly CrashLine[]): Stored {
  const stored = findOpened(lines);
  if (stored === undefined) throw new Error("The last hub did not open its storage.");
  return stored;
}

function findOpened(lines: readonly CrashLine[]): Stored | undefined {
  return lines.find((line) => line.is === "opened")?.stored;
}

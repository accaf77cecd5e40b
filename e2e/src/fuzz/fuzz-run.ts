import type { Campaign } from "./campaigns/campaign.ts";
import { createCampaigns } from "./campaigns/create-campaigns.ts";
import type { FuzzOptions } from "./fuzz-options.ts";
import { LabKeeper } from "./lab/lab-keeper.ts";
import { MemoryCheck } from "./lab/memory-check.ts";
import { type Round, runRound } from "./run-round.ts";

const CASES_OF_ROUND = 100;

/** What came of a run. */
export interface FuzzResult {
  /** Cases of each campaign. */
  readonly cases: ReadonlyMap<string, number>;
  readonly failures: readonly string[];
}

/** How a run is bounded besides by time, and who hears of it. */
export interface FuzzRunParts {
  /** Rounds of all campaigns after which it is enough. @default as many as there is time for */
  readonly rounds?: number;
  /** @default 100 */
  readonly casesOfRound?: number;
  readonly tell: (line: string) => void;
}

/** Goes through the campaigns again and again, each round with the next seed, until the time is up or one fails. */
export async function runFuzz(options: FuzzOptions, parts: FuzzRunParts): Promise<FuzzResult> {
  const { rounds = Number.POSITIVE_INFINITY, casesOfRound = CASES_OF_ROUND, tell } = parts;
  const { seconds, seed, only } = options;
  const endAt = performance.now() + seconds * 1000;
  const campaigns = createCampaigns().filter(({ name }) => only.length === 0 || only.includes(name));
  if (campaigns.length === 0) throw new TypeError(`There is no campaign ${only.join(", ")}.`);
  await using keeper = new LabKeeper();
  const memory = new MemoryCheck();
  const cases = new Map<string, number>();
  for (let round = 0; round < rounds && performance.now() < endAt; round += 1) {
    for (const campaign of campaigns) {
      const outcome = await runOne(campaign, keeper, { seed: seed + round, cases: casesOfRound });
      cases.set(campaign.name, (cases.get(campaign.name) ?? 0) + outcome.cases);
      if (outcome.failure !== undefined) return { cases, failures: [outcome.failure] };
    }
    const complaint = memory.add(await (await keeper.find()).memory());
    tell(`round ${round + 1}: seed ${seed + round}, ${sum(cases)} cases, ${memory.describe()}`);
    if (complaint !== undefined) return { cases, failures: [`${complaint} (seeds ${seed} to ${seed + round})`] };
  }
  return { cases, failures: [] };
}

async function runOne(
  campaign: Campaign<unknown>,
  keeper: LabKeeper,
  options: { readonly seed: number; readonly cases: number },
): Promise<Round> {
  try {
    return await runRound(campaign, keeper, options);
  } catch (fault) {
    // What the campaign left behind could not be taken away.
    const text = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
    return { cases: 0, failure: `After ${campaign.name} with --seed ${options.seed}: ${text}` };
  }
}

function sum(cases: ReadonlyMap<string, number>): number {
  return Array.from(cases.values()).reduce((total, count) => total + count, 0);
}

import * as fc from "fast-check";
import type { Campaign } from "./campaigns/campaign.ts";
import type { LabKeeper } from "./lab/lab-keeper.ts";

/** What came of a round of one campaign. */
export interface Round {
  readonly cases: number;
  /** What went wrong, with the seed and the smallest case that showed it; `undefined` where nothing did. */
  readonly failure: string | undefined;
}

/** How long a case that failed is made smaller. */
const SHRINK_MS = 60_000;
/** The longest case that is printed, characters. */
const LONGEST_CASE = 6000;

/**
 * Does some cases of a campaign. One that fails is made smaller by fast-check, each time on a hub that is well.
 *
 * @param seed the same one gives the same cases.
 */
export async function runRound<Case>(
  campaign: Campaign<Case>,
  labs: LabKeeper,
  { seed, cases }: { readonly seed: number; readonly cases: number },
): Promise<Round> {
  let smallerUntil = Number.POSITIVE_INFINITY;
  const property = fc.asyncProperty(campaign.arbitrary, async (input) => {
    // It counts as good, and fast-check looks no further.
    if (performance.now() > smallerUntil) return;
    const lab = await labs.find();
    try {
      await campaign.run(lab, input);
      await lab.verify();
    } catch (fault) {
      labs.spoil();
      smallerUntil = Math.min(smallerUntil, performance.now() + SHRINK_MS);
      throw fault;
    }
  });
  const details = await fc.check(property, { seed, numRuns: cases });
  if (!details.failed) {
    await campaign.settle?.(await labs.find());
    return { cases: details.numRuns, failure: undefined };
  }
  const [input] = details.counterexample ?? [];
  const fault = details.errorInstance;
  const failure = [
    `${campaign.name} failed with --seed ${seed} --only ${campaign.name} (case ${details.numRuns}, made smaller ${details.numShrinks} times):`,
    fault instanceof Error ? (fault.stack ?? fault.message) : String(fault),
    input === undefined ? "" : campaign.show(input).slice(0, LONGEST_CASE),
  ];
  return { cases: details.numRuns, failure: failure.join("\n") };
}

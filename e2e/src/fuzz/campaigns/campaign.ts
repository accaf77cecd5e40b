import type { Arbitrary } from "fast-check";
import type { FuzzLab } from "../lab/fuzz-lab.ts";

/** One way to be hostile to a hub. */
export interface Campaign<Case> {
  readonly name: string;
  readonly arbitrary: Arbitrary<Case>;
  /** Does one case. @throws {Error} where the hub did not answer as it must. That it is well is verified after it. */
  run(lab: FuzzLab, input: Case): Promise<void>;
  /** A case for people. */
  show(input: Case): string;
  /** After some hundred cases: takes away what they left behind. */
  settle?(lab: FuzzLab): Promise<void>;
}

import type { DispatchOutcome } from "../../src/index.ts";

/** The failure of an outcome that must be one. */
export async function failureOf(outcome: Promise<DispatchOutcome>) {
  const settled = await outcome;
  if (settled.ok) throw new Error(`Expected a failure, got ${settled.answer.status}.`);
  return settled.failure;
}

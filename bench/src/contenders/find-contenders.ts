import { findBrokers } from "./brokers.ts";
import type { Contender } from "./contender.ts";
import { HOS } from "./hos.ts";
import { RELAYS } from "./relays.ts";

/** Every contender, and which of them can run here. */
export function findContenders(): { readonly installed: readonly Contender[]; readonly missing: readonly Contender[] } {
  const all = [...HOS, ...RELAYS, ...findBrokers()];
  return {
    installed: all.filter(({ version }) => version !== undefined),
    missing: all.filter(({ version }) => version === undefined),
  };
}

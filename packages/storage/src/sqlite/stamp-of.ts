import { type Clock, toInstant } from "@hos/runtime";

/** Now, as part of a file name on any system: `2026-01-01T00-00-00-000Z`. */
export function stampOf(clock: Clock): string {
  return toInstant(clock.now()).replaceAll(/[:.]/g, "-");
}

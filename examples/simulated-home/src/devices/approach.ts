/** Moves `value` towards `target` by `step` at most, and never past it. */
export function approach(value: number, target: number, step: number): number {
  return value < target ? Math.min(target, value + step) : Math.max(target, value - step);
}

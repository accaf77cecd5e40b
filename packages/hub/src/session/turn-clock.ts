import type { Clock } from "@hos/runtime";
import type { TurnCounter } from "./turn-counter.ts";

/**
 * A clock that stands still between two looks of `turns`, which looks before the first frame of each sender in a turn and after
 * every frame: what a frame changes has the time at which it was begun, and the machine is not asked twice. What is changed by
 * others has the time of the last look in its turn, or looks itself. Its timers are those of `clock`.
 */
export function createTurnClock(clock: Clock, turns: TurnCounter): Clock {
  return { now: () => turns.nowMs, setTimeout: (task, delayMs) => clock.setTimeout(task, delayMs) };
}

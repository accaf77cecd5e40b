import type { Clock } from "@hos/runtime";
import type { TurnCounter } from "./turn-counter.ts";

/**
 * A clock that says when the present frame began to be handled: what it changes has that time, and the clock of the machine,
 * which was looked at then, need not be asked again. Its timers are those of `clock`.
 */
export function createTurnClock(clock: Clock, turns: TurnCounter): Clock {
  return { now: () => turns.nowMs, setTimeout: (task, delayMs) => clock.setTimeout(task, delayMs) };
}

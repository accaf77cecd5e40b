import { type DriverIdentity, formatDriverIdentity } from "@hos/protocol";
import type { CancelTimer, Clock } from "@hos/runtime";

/** What {@link DriverGrace} tells when a time runs out. */
export interface DriverGraceOptions {
  readonly clock: Clock;
  readonly graceMs: number;
  /** The driver did not return; `lostAtMs` is when it was lost, milliseconds since the Unix epoch. */
  readonly onGone: (owner: DriverIdentity, lostAtMs: number) => void;
  /** The driver returned this long ago: what it did not speak of by now, it does not have. */
  readonly onSettled: (owner: DriverIdentity) => void;
}

/** The grace time of each driver instance: at most one timer an owner, after its loss or after its return. */
export class DriverGrace {
  readonly #options: DriverGraceOptions;
  readonly #phases = new Map<string, { readonly phase: "lost" | "returned"; readonly cancel: CancelTimer }>();

  constructor(options: DriverGraceOptions) {
    if (!(options.graceMs >= 0 && Number.isFinite(options.graceMs))) {
      throw new RangeError(`graceMs must be 0 or more milliseconds, not ${options.graceMs}.`);
    }
    this.#options = options;
  }

  /** The driver's session ended. A second loss does not prolong the first. */
  lost(owner: DriverIdentity): void {
    if (this.#phases.get(formatDriverIdentity(owner))?.phase === "lost") return;
    const lostAtMs = this.#options.clock.now();
    this.#begin(owner, "lost", () => this.#options.onGone(owner, lostAtMs));
  }

  /** The driver has a session again, or a newer one. */
  returned(owner: DriverIdentity): void {
    this.#begin(owner, "returned", () => this.#options.onSettled(owner));
  }

  /** Stops every timer. */
  close(): void {
    for (const { cancel } of this.#phases.values()) cancel();
    this.#phases.clear();
  }

  #begin(owner: DriverIdentity, phase: "lost" | "returned", atEnd: () => void): void {
    const key = formatDriverIdentity(owner);
    this.#phases.get(key)?.cancel();
    const cancel = this.#options.clock.setTimeout(() => {
      this.#phases.delete(key);
      atEnd();
    }, this.#options.graceMs);
    this.#phases.set(key, { phase, cancel });
  }
}

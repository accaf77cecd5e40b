import type { ActionResult } from "@hos/protocol";

/** So many results are remembered (protocol v1, "Commands"). */
export const REMEMBERED_RESULTS = 256;

/** The last results by requestId, so that a command that is asked again is answered again and not done again. */
export class ResultMemory {
  readonly #running = new Set<string>();
  readonly #results = new Map<string, ActionResult>();

  /** How many commands have begun and not ended. They do not count towards the bound, and are never forgotten. */
  get running(): number {
    return this.#running.size;
  }

  begin(requestId: string): void {
    this.#running.add(requestId);
  }

  end(requestId: string, result: ActionResult): void {
    this.#running.delete(requestId);
    this.#results.set(requestId, result);
    for (const oldest of this.#results.keys()) {
      if (this.#results.size <= REMEMBERED_RESULTS) break;
      this.#results.delete(oldest);
    }
  }

  /** The result, `"running"` while there is none yet, or `undefined` for a command that is new or long past. */
  recall(requestId: string): ActionResult | "running" | undefined {
    return this.#running.has(requestId) ? "running" : this.#results.get(requestId);
  }
}

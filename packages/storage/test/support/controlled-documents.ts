import { type DocumentChange, MemoryDocumentPersistence } from "../../src/index.ts";

/** Documents in memory whose writes fail or wait on demand. */
export class ControlledDocuments extends MemoryDocumentPersistence {
  /** What the next writes reject with, as long as it is set. */
  fault: Error | undefined;
  /** What the next writes reject with, one each. */
  readonly faults: Error[] = [];
  readonly writes: (readonly DocumentChange[])[] = [];
  closed = 0;
  mostAtOnce = 0;
  #running = 0;
  #gate: PromiseWithResolvers<void> | undefined;

  /** Holds every write from now on, until {@link release}. */
  hold(): void {
    this.#gate = Promise.withResolvers();
  }

  release(): void {
    this.#gate?.resolve();
    this.#gate = undefined;
  }

  override async write(changes: readonly DocumentChange[]): Promise<void> {
    this.writes.push(changes);
    this.#running += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#running);
    await this.#gate?.promise;
    this.#running -= 1;
    const fault = this.faults.shift() ?? this.fault;
    if (fault !== undefined) throw fault;
    await super.write(changes);
  }

  override close(): Promise<void> {
    this.closed += 1;
    return super.close();
  }
}

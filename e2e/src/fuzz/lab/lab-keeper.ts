import { FuzzLab } from "./fuzz-lab.ts";

/** Gives a lab that is well: another one after a case that the one before did not survive. */
export class LabKeeper implements AsyncDisposable {
  #lab: FuzzLab | undefined;
  #spoilt = false;

  async find(): Promise<FuzzLab> {
    if (this.#lab !== undefined && (this.#spoilt || !this.#lab.hub.alive)) {
      await this.#lab[Symbol.asyncDispose]();
      this.#lab = undefined;
    }
    this.#spoilt = false;
    this.#lab ??= await FuzzLab.start();
    return this.#lab;
  }

  /** A case failed: the next one gets another lab. */
  spoil(): void {
    this.#spoilt = true;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#lab?.[Symbol.asyncDispose]();
  }
}

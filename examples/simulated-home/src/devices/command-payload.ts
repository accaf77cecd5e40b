import type { JsonObject } from "@hos/driver-sdk";

/** The payload of a command, read member by member. Each reader throws a sentence for the caller where it does not fit. */
export class CommandPayload {
  readonly #members: JsonObject;

  constructor(members: JsonObject = {}) {
    this.#members = members;
  }

  /** Whether the caller named it. */
  has(name: string): boolean {
    return Object.hasOwn(this.#members, name);
  }

  /** A number from `min` to `max`, both included. */
  number(name: string, min: number, max: number): number {
    const value = this.#members[name];
    if (typeof value === "number" && value >= min && value <= max) return value;
    throw new Error(`${name} must be a number from ${min} to ${max}.`);
  }

  /** Any text. */
  text(name: string): string {
    const value = this.#members[name];
    if (typeof value === "string") return value;
    throw new Error(`${name} must be a text.`);
  }

  /** One of the given words. */
  oneOf<Word extends string>(name: string, words: readonly Word[]): Word {
    const value = this.#members[name];
    const word = words.find((candidate) => candidate === value);
    if (word !== undefined) return word;
    throw new Error(`${name} must be one of ${words.join(", ")}.`);
  }
}

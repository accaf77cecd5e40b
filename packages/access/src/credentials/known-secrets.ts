import { secretMatches } from "./secret-matches.ts";

/** Clients that ask often are few. */
const MAX_KNOWN = 256;

/**
 * Compares secrets with stored hashes, and remembers those that were right: a client that asks often is not hashed each
 * time. Wrong ones are not remembered, so that nobody can push the right ones out with them.
 */
export class KnownSecrets {
  /** The hash of each, the one that was found right first first. */
  readonly #hashes = new Map<string, string>();

  /** Whether `secret` is the one that was hashed by `hashSecret`. */
  matches(secret: string, storedHash: string): boolean {
    if (this.#hashes.get(secret) === storedHash) return true;
    if (!secretMatches(secret, storedHash)) return false;
    const [first] = this.#hashes.keys();
    if (first !== undefined && this.#hashes.size >= MAX_KNOWN) this.#hashes.delete(first);
    this.#hashes.set(secret, storedHash);
    return true;
  }
}

/**
 * Where a driver keeps its credential between two runs: what the hub gave it when a person approved it. Whoever can read
 * it can say to be this driver.
 */
export interface TokenStore {
  /** Where it is, for people: a path, the name of a secret. Told when the hub does not accept the token. */
  readonly location?: string | undefined;
  /** The token, or `undefined` where there is none. */
  load(): string | undefined | Promise<string | undefined>;
  /** Keeps a token in the place of the one before. */
  save(token: string): void | Promise<void>;
  /** Forgets the token. */
  clear(): void | Promise<void>;
}

/** Tokens and sessions that ended: whatever is open in their name has to be closed now. */
export interface Revocation {
  readonly tokenIds: ReadonlySet<string>;
  /**
   * `ended`: revoked, logged out, expired, or their person is disabled or gone; they are not good any more.
   * `changed`: they are good, and reach differently; who connects again gets what is right now.
   */
  readonly reason: "ended" | "changed";
}

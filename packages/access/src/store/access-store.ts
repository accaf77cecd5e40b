import { Turns } from "@hos/runtime";
import type { ConfigCollection, ConfigStore, DocumentChange } from "@hos/storage";
import { UserDocument } from "../people/user-document.ts";
import { TokenDocument } from "../tokens/token-document.ts";
import { UsageDocument } from "../tokens/usage-document.ts";

/** What is to be written, and what is to be answered then. */
export type Plan<Result> = readonly [readonly DocumentChange[], Result];

/** Told after each change that is durable. */
export type Changed = () => void;

/** What access control keeps, and the one door through which it is changed. */
export class AccessStore {
  readonly users: ConfigCollection<UserDocument>;
  readonly tokens: ConfigCollection<TokenDocument>;
  readonly usage: ConfigCollection<UsageDocument>;
  readonly #config: ConfigStore;
  readonly #changed: Changed;
  readonly #turns = new Turns();

  constructor(config: ConfigStore, changed: Changed) {
    this.users = config.collection("users", UserDocument);
    this.tokens = config.collection("tokens", TokenDocument);
    this.usage = config.collection("token-usage", UsageDocument);
    this.#config = config;
    this.#changed = changed;
  }

  /**
   * Decides and writes, one after another, so that what was decided on is still so when it is written: `plan` reads the
   * collections and says what to write; it throws where nothing is to change. Settles with what it returned beside.
   */
  change<Result>(plan: () => Plan<Result>): Promise<Result> {
    return this.#turns.take(async () => {
      const [changes, result] = plan();
      if (changes.length > 0) {
        await this.#config.write(changes);
        this.#changed();
      }
      return result;
    });
  }

  /** The changes that remove a token, or a session, and what is noted of it. */
  removingToken(tokenId: string): readonly DocumentChange[] {
    return [this.tokens.removing(tokenId), this.usage.removing(tokenId)];
  }

  /** Writes when tokens were used; nobody needs to be told. */
  writeUsage(changes: readonly DocumentChange[]): Promise<void> {
    return this.#config.write(changes);
  }
}

import { type Clock, normalizeAddress, sourceOfAddress } from "@hos/runtime";
import { createThrottleFailure } from "./create-throttle-failure.ts";
import { Throttle, type ThrottleLimits } from "./throttle.ts";

/** An attempt to log in that was let through. It counts against who makes it until it says otherwise. */
export interface LoginAttempt {
  /** The password was right. */
  succeeded(): void;
  /** The password was not looked at. */
  withdrawn(): void;
}

/** Who tries from where. */
export interface LoginSource {
  /** By which the account is found. */
  readonly account: string;
  readonly address: string | undefined;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** One account from one address, and any account from one address: strict, since it holds up only who does it. */
const PAIR: ThrottleLimits = { free: 5, firstDelayMs: SECOND, maxDelayMs: 15 * MINUTE, forgetOneMs: 10 * MINUTE };
const ADDRESS: ThrottleLimits = { free: 20, firstDelayMs: SECOND, maxDelayMs: 15 * MINUTE, forgetOneMs: 5 * MINUTE };
/** What others share with an attacker, an account or a network: mild, since it holds up its owner too. */
const ACCOUNT: ThrottleLimits = { free: 20, firstDelayMs: 500, maxDelayMs: 5 * SECOND, forgetOneMs: MINUTE };
const NETWORK: ThrottleLimits = { free: 50, firstDelayMs: 500, maxDelayMs: 30 * SECOND, forgetOneMs: MINUTE };
const MAX_KNOWN = 1000;

/**
 * Slows down those who guess passwords. Who guesses from one address is stopped there. Guessing from many slows down the
 * account too, but by seconds only, and never from an address where its person logged in before: nobody can lock anybody
 * else out. Accounts that do not exist are counted like those that do.
 */
export class LoginThrottle {
  readonly #pairs: Throttle;
  readonly #addresses: Throttle;
  readonly #accounts: Throttle;
  readonly #networks: Throttle;
  /** Pairs of account and address that were good; the one that is longest ago first. */
  readonly #known = new Set<string>();

  constructor(clock: Clock) {
    this.#pairs = new Throttle({ clock, limits: PAIR });
    this.#addresses = new Throttle({ clock, limits: ADDRESS });
    this.#accounts = new Throttle({ clock, limits: ACCOUNT });
    this.#networks = new Throttle({ clock, limits: NETWORK });
  }

  /** Lets an attempt through and counts it. @throws {ApiFailure} TOO_MANY_REQUESTS */
  begin({ account, address: given }: LoginSource): LoginAttempt {
    const address = normalizeAddress(given ?? "unknown");
    const pair = `${address}\n${account}`;
    const counted: [Throttle, string][] = [
      [this.#pairs, pair],
      [this.#addresses, address],
    ];
    if (!this.#known.has(pair)) {
      counted.push([this.#accounts, account]);
      // An IPv4 address is its own network.
      const network = sourceOfAddress(address);
      if (network !== address) counted.push([this.#networks, network]);
    }
    const waitMs = Math.max(...counted.map(([throttle, key]) => throttle.waitMs(key)));
    if (waitMs > 0) throw createThrottleFailure(waitMs);
    for (const [throttle, key] of counted) throttle.count(key);
    const withdrawn = () => {
      for (const [throttle, key] of counted) throttle.uncount(key);
    };
    return {
      withdrawn,
      succeeded: () => {
        withdrawn();
        this.#pairs.forget(pair);
        this.#remember(pair);
      },
    };
  }

  /** The account has a new password: what was guessed before does not matter any more. */
  forget(account: string): void {
    this.#accounts.forget(account);
  }

  #remember(pair: string): void {
    this.#known.delete(pair);
    this.#known.add(pair);
    const oldest = this.#known.size > MAX_KNOWN ? this.#known.keys().next().value : undefined;
    if (oldest !== undefined) this.#known.delete(oldest);
  }
}

import { type DriverIdentity, formatDriverIdentity } from "@hos/protocol";
import { type Clock, sourceOfAddress, toInstant } from "@hos/runtime";

/** A driver that waits for a person's approval. */
export interface WaitingDriver {
  readonly driver: DriverIdentity;
  /** Six digits; its own, also where several wait for one driver. */
  readonly code: string;
  readonly since: string;
  readonly expiresAt: string;
  readonly address: string | null;
  readonly name: string | null;
}

/** What {@link WaitingDrivers} is made of. */
export interface WaitingDriversOptions {
  readonly clock: Clock;
  /** Makes a code of six digits. */
  readonly createCode: () => string;
  readonly pairingMs: number;
  /** Drivers that may wait at a time. */
  readonly capacity: number;
  /** Of these, from one address (of IPv6: 64 bits). */
  readonly perSource: number;
  /** With so many wrong codes for one driver its codes are void. */
  readonly wrongCodes: number;
}

/** What came of a code that a person typed. */
export type CodeCheck =
  | { readonly type: "right" }
  /** Nobody waits for this driver, or no longer. */
  | { readonly type: "nobody" }
  | { readonly type: "wrong"; readonly left: number }
  /** That was one wrong code too many. */
  | { readonly type: "void" };

interface Applicants {
  readonly byCode: Map<string, { readonly waiting: WaitingDriver; readonly expiresAtMs: number }>;
  wrong: number;
}

/** Who waits for approval, with which code. Everything in it is bounded; it is forgotten when the hub stops. */
export class WaitingDrivers {
  readonly #options: WaitingDriversOptions;
  readonly #byDriver = new Map<string, Applicants>();

  constructor(options: WaitingDriversOptions) {
    this.#options = options;
  }

  /** Lets one more wait; `undefined` where there is no room. */
  enter(driver: DriverIdentity, about: Pick<WaitingDriver, "address" | "name">): WaitingDriver | undefined {
    this.#dropExpired();
    const { clock, pairingMs, capacity, perSource } = this.#options;
    const everybody = this.list();
    const source = toSource(about.address);
    const fromThere = everybody.filter(({ address }) => toSource(address) === source);
    if (everybody.length >= capacity || fromThere.length >= perSource) return undefined;
    const key = formatDriverIdentity(driver);
    const applicants = this.#byDriver.get(key) ?? { byCode: new Map(), wrong: 0 };
    this.#byDriver.set(key, applicants);
    const code = this.#createCode(applicants);
    const now = clock.now();
    const expiresAtMs = now + pairingMs;
    const waiting = { driver, code, since: toInstant(now), expiresAt: toInstant(expiresAtMs), ...about };
    applicants.byCode.set(code, { waiting, expiresAtMs });
    return waiting;
  }

  /** Who waits with `code` does so no more. */
  leave(driver: DriverIdentity, code: string): void {
    const key = formatDriverIdentity(driver);
    const applicants = this.#byDriver.get(key);
    applicants?.byCode.delete(code);
    if (applicants?.byCode.size === 0) this.#byDriver.delete(key);
  }

  /** Looks at a code that a person typed, and counts the wrong ones. */
  check(driver: DriverIdentity, code: string): CodeCheck {
    this.#dropExpired();
    const applicants = this.#byDriver.get(formatDriverIdentity(driver));
    if (applicants === undefined) return { type: "nobody" };
    if (applicants.byCode.has(code)) return { type: "right" };
    applicants.wrong += 1;
    const left = this.#options.wrongCodes - applicants.wrong;
    if (left > 0) return { type: "wrong", left };
    this.#byDriver.delete(formatDriverIdentity(driver));
    return { type: "void" };
  }

  /** Those who wait for `driver`, the first to come first. */
  of(driver: DriverIdentity): readonly WaitingDriver[] {
    this.#dropExpired();
    return waitingOf(this.#byDriver.get(formatDriverIdentity(driver)));
  }

  /** Everybody who waits. */
  list(): readonly WaitingDriver[] {
    this.#dropExpired();
    return [...this.#byDriver.values()].flatMap(waitingOf);
  }

  #createCode({ byCode }: Applicants): string {
    let code = this.#options.createCode();
    while (byCode.has(code)) code = this.#options.createCode();
    return code;
  }

  #dropExpired(): void {
    const now = this.#options.clock.now();
    for (const { byCode } of this.#byDriver.values()) {
      for (const { waiting, expiresAtMs } of byCode.values()) {
        if (expiresAtMs <= now) this.leave(waiting.driver, waiting.code);
      }
    }
  }
}

function waitingOf(applicants: Applicants | undefined): readonly WaitingDriver[] {
  return applicants === undefined ? [] : Array.from(applicants.byCode.values(), ({ waiting }) => waiting);
}

function toSource(address: string | null): string | null {
  return address === null ? null : sourceOfAddress(address);
}

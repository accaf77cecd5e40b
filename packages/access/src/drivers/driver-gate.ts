import { randomBytes as secureRandomBytes, randomInt } from "node:crypto";
import { type DriverIdentity, formatDriverIdentity } from "@hos/protocol";
import { ApiFailure, type DriverAccess } from "@hos/protocol/rest";
import { createId as createRandomId, isLoopbackAddress, toInstant, Turns } from "@hos/runtime";
import type { ConfigCollection } from "@hos/storage";
import { createCredential, parseCredential } from "../credentials/credential.ts";
import { secretMatches } from "../credentials/secret-matches.ts";
import type { DriverApplication, DriverSessions, DriverVerdict } from "./driver-admission.ts";
import { DEFAULT_DRIVER_GATE_LIMITS, type DriverGateOptions } from "./driver-gate-options.ts";
import { accessOf, DriverGrant } from "./driver-grant.ts";
import { type WaitingDriver, WaitingDrivers } from "./waiting-drivers.ts";

/** What people decided about a driver instance, and who waits for a decision about it. */
export interface DriverStanding {
  readonly driver: DriverIdentity;
  readonly access: DriverAccess;
  /** When a person last decided something; `null` where nobody did. ISO 8601. */
  readonly changedAt: string | null;
  /** The first to come first. More than one where several say to be this driver; each shows a code of its own. */
  readonly waiting: readonly WaitingDriver[];
}

const ADMITTED: DriverVerdict = { type: "admitted" };

/**
 * Decides which drivers may register: by what people decided about each instance, by its credential, and by where it
 * connects from. It is the `admission` of a hub, and `attach(hub.gateway)` lets decisions take effect at once.
 *
 * A credential is good for one driverKey and instanceId. Decisions are durable when the call settles; they are made one
 * after another. Who may make them is asked before.
 */
export class DriverGate {
  readonly #options: DriverGateOptions;
  readonly #waiting: WaitingDrivers;
  readonly #decisions = new Turns();
  #grants: ConfigCollection<DriverGrant> | undefined;
  #sessions: DriverSessions | undefined;

  constructor(options: DriverGateOptions) {
    this.#options = options;
    const limits = { ...DEFAULT_DRIVER_GATE_LIMITS, ...options.limits };
    this.#waiting = new WaitingDrivers({
      clock: options.clock,
      createCode: options.createCode ?? createCode,
      pairingMs: limits.pairingMs,
      capacity: limits.waitingDrivers,
      perSource: limits.waitingPerAddress,
      wrongCodes: limits.wrongCodes,
    });
  }

  /** Reads what is stored. Before, no driver is let in. */
  start(): void {
    this.#grants ??= this.#options.config.collection("driver-grants", DriverGrant);
  }

  /** Says where decisions take effect: usually `hub.gateway`. */
  attach(sessions: DriverSessions): void {
    this.#sessions = sessions;
  }

  /** Whether a driver may register. */
  admit({ driver, token, address, name }: DriverApplication): DriverVerdict {
    if (this.#grants === undefined) return { type: "busy", reason: "The hub is starting; try again." };
    const grant = this.#grantOf(driver);
    if (grant?.disabled === true) {
      return { type: "refused", reason: `The driver ${formatDriverIdentity(driver)} is disabled in the hub.` };
    }
    const { mode = "loopback" } = this.#options;
    if (mode === "open") return ADMITTED;
    // A token of which the hub knows nothing is none: the driver was let in by another hub, or by this one before its disk was lost.
    const credential = grant?.credential ?? undefined;
    if (token !== undefined && credential !== undefined) return checkToken(credential, driver, token);
    if (mode === "loopback" && address !== null && isLoopbackAddress(address)) return ADMITTED;
    const waiting = this.#waiting.enter(driver, { address, name: name ?? null });
    if (waiting === undefined) {
      return { type: "busy", reason: "Too many drivers wait for approval; approve or stop some of them." };
    }
    this.#options.logger.info("A driver waits for approval.", { ...driver, address });
    return { type: "pairing", code: waiting.code, expiresAt: waiting.expiresAt };
  }

  /** For the hub: the session that was given `code` waits no more. */
  waitingEnded(driver: DriverIdentity, code: string): void {
    this.#waiting.leave(driver, code);
  }

  /** Every driver that people decided something about, or that waits. */
  list(): readonly DriverStanding[] {
    const drivers = new Map<string, DriverIdentity>();
    for (const { driverKey, instanceId } of this.#grants?.list() ?? []) {
      const driver = { driverKey, instanceId };
      drivers.set(formatDriverIdentity(driver), driver);
    }
    for (const { driver } of this.#waiting.list()) drivers.set(formatDriverIdentity(driver), driver);
    return Array.from(drivers.values(), (driver) => this.get(driver));
  }

  /** What stands about one driver; also about one that nobody ever heard of. */
  get(driver: DriverIdentity): DriverStanding {
    const grant = this.#grantOf(driver);
    return {
      driver,
      access: accessOf(grant),
      changedAt: grant?.changedAt ?? null,
      waiting: this.#waiting.of(driver),
    };
  }

  /**
   * Lets the driver in that shows `code`, and gives it a credential of its own; an earlier one is void.
   *
   * @param by who decides, for the record.
   * @throws {ApiFailure} PAIRING_FAILED when no such driver waits, or no longer.
   * @throws {StorageError} when it could not be stored; nothing changed then.
   */
  approve(driver: DriverIdentity, code: string, by: string): Promise<void> {
    return this.#decisions.take(async () => {
      this.#expectCode(driver, code);
      const before = this.#grantOf(driver);
      const token = await this.#issue(driver, by);
      if (this.#sessions?.paired({ driver, code, token }) !== true) {
        await this.#restore(driver, before);
        throw pairingFailed(
          `${formatDriverIdentity(driver)} left meanwhile.`,
          "When it is back it shows another code.",
        );
      }
      this.#tell("A driver was approved.", driver, by);
    });
  }

  /**
   * Makes a credential for a driver that nobody has to wait for, such as one that is set up from a file of secrets. An
   * earlier one is void, and whoever is registered with it is put out.
   *
   * @returns the token, for the only time.
   */
  issue(driver: DriverIdentity, by: string): Promise<string> {
    return this.#decisions.take(async () => {
      const token = await this.#issue(driver, by);
      this.#sessions?.expel(driver, "Its credential was replaced by another one.");
      this.#tell("A driver was given a credential.", driver, by);
      return token;
    });
  }

  /** Makes the credential of a driver void and puts it out at once. @throws {ApiFailure} CONFLICT when it has none */
  revoke(driver: DriverIdentity, by: string): Promise<void> {
    return this.#decisions.take(async () => {
      const grant = this.#grantOf(driver);
      if (grant === undefined || grant.credential === null) {
        throw new ApiFailure("CONFLICT", `${formatDriverIdentity(driver)} has no credential.`, {
          details: ["Disable the driver to keep it out."],
        });
      }
      const revokedAt = grant.credential.revokedAt ?? this.#now();
      await this.#put({ ...grant, credential: { ...grant.credential, revokedAt } });
      this.#sessions?.expel(driver, "The credential of this driver was revoked in the hub; it has to pair anew.");
      this.#tell("The credential of a driver was revoked.", driver, by);
    });
  }

  /** Keeps a driver out until it is enabled, wherever it connects from, and puts it out at once. */
  disable(driver: DriverIdentity, by: string): Promise<void> {
    return this.#decisions.take(async () => {
      const grant = this.#grantOf(driver) ?? this.#undecided(driver);
      await this.#put({ ...grant, disabled: true });
      this.#sessions?.expel(driver, "This driver was disabled in the hub.");
      this.#tell("A driver was disabled.", driver, by);
    });
  }

  /** Ends {@link disable}. The driver has to be started again: one that was put out does not come back by itself. */
  enable(driver: DriverIdentity, by: string): Promise<void> {
    return this.#decisions.take(async () => {
      const grant = this.#grantOf(driver);
      if (grant === undefined || !grant.disabled) return;
      await this.#restore(driver, grant.credential === null ? undefined : { ...grant, disabled: false });
      this.#tell("A driver was enabled.", driver, by);
    });
  }

  #expectCode(driver: DriverIdentity, code: string): void {
    const name = formatDriverIdentity(driver);
    const check = this.#waiting.check(driver, code);
    switch (check.type) {
      case "right":
        return;
      case "nobody":
        throw pairingFailed(`${name} does not wait for approval.`, "It shows a code when it asks to be let in.");
      case "wrong":
        throw pairingFailed(
          `That is not the code that ${name} shows.`,
          `Type the six digits that the driver itself shows; after ${check.left} more wrong ones it needs another code.`,
        );
      case "void":
        this.#sessions?.endWaiting(driver);
        throw pairingFailed(`That was one wrong code too many for ${name}.`, "It comes back and shows another code.");
    }
  }

  async #issue(driver: DriverIdentity, by: string): Promise<string> {
    const { createId = createRandomId, randomBytes = secureRandomBytes } = this.#options;
    const id = createId();
    const { text, hash } = createCredential("driver", id, randomBytes);
    const grant = this.#grantOf(driver) ?? this.#undecided(driver);
    const credential = { id, hash, approvedAt: this.#now(), approvedBy: by, revokedAt: null };
    await this.#put({ ...grant, credential });
    return text;
  }

  #undecided({ driverKey, instanceId }: DriverIdentity): DriverGrant {
    return { driverKey, instanceId, credential: null, disabled: false, changedAt: this.#now() };
  }

  #grantOf(driver: DriverIdentity): DriverGrant | undefined {
    return this.#grants?.get(formatDriverIdentity(driver));
  }

  #put(grant: DriverGrant): Promise<void> {
    return this.#opened().put(formatDriverIdentity(grant), { ...grant, changedAt: this.#now() });
  }

  #restore(driver: DriverIdentity, grant: DriverGrant | undefined): Promise<void> {
    return grant === undefined ? this.#opened().remove(formatDriverIdentity(driver)) : this.#put(grant);
  }

  #opened(): ConfigCollection<DriverGrant> {
    if (this.#grants === undefined) throw new TypeError("The gate decides nothing before start().");
    return this.#grants;
  }

  #tell(what: string, driver: DriverIdentity, by: string): void {
    this.#options.logger.info(what, { ...driver, by });
  }

  #now(): string {
    return toInstant(this.#options.clock.now());
  }
}

function checkToken(
  held: NonNullable<DriverGrant["credential"]>,
  driver: DriverIdentity,
  token: string,
): DriverVerdict {
  const name = formatDriverIdentity(driver);
  const given = parseCredential(token);
  if (given?.kind !== "driver" || !secretMatches(given.secret, held.hash)) {
    return { type: "refused", reason: `The token is not the one of ${name}; delete it and pair the driver anew.` };
  }
  if (held.revokedAt === null) return ADMITTED;
  return { type: "refused", reason: `The token of ${name} was revoked; delete it and pair the driver anew.` };
}

function pairingFailed(message: string, detail: string): ApiFailure {
  return new ApiFailure("PAIRING_FAILED", message, { details: [detail] });
}

function createCode(): string {
  return String(randomInt(1_000_000)).padStart(6, "0");
}

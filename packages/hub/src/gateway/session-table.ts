import { type DriverIdentity, formatDriverIdentity } from "@hos/protocol";
import { isLoopbackAddress, sourceOfAddress } from "@hos/runtime";
import type { DriverSession } from "../session/driver-session.ts";
import type { SessionState } from "../session/session-state.ts";

/** Which sessions there are: all of them, those that have not registered, those that wait, and the one of each driver. */
export class SessionTable {
  readonly #open = new Set<DriverSession>();
  /** The oldest first. */
  readonly #greeted = new Set<DriverSession>();
  readonly #waiting = new Map<string, Set<DriverSession>>();
  readonly #registered = new Map<string, DriverSession>();
  readonly #sources = new Map<string, number>();
  #waitingCount = 0;

  get size(): number {
    return this.#open.size;
  }

  /** How many have not registered, those that wait for approval aside. */
  get greetedCount(): number {
    return this.#greeted.size;
  }

  get waitingCount(): number {
    return this.#waitingCount;
  }

  /** How many of those that wait come from where `address` is. */
  waitingFrom(address: string | null): number {
    const source = sourceOf(address);
    let count = 0;
    for (const sessions of this.#waiting.values()) {
      for (const { origin } of sessions) if (sourceOf(origin.address) === source) count += 1;
    }
    return count;
  }

  all(): Iterable<DriverSession> {
    return this.#open;
  }

  /** The one that has not registered for longest. */
  oldestGreeted(): DriverSession | undefined {
    const [oldest] = this.#greeted;
    return oldest;
  }

  registered(driver: DriverIdentity): DriverSession | undefined {
    return this.#registered.get(formatDriverIdentity(driver));
  }

  waiting(driver: DriverIdentity): readonly DriverSession[] {
    return [...(this.#waiting.get(formatDriverIdentity(driver)) ?? [])];
  }

  /** How many sockets come from where `address` is; 0 for this machine, which may have as many as it likes. */
  countFrom(address: string | null): number {
    const source = toSource(address);
    return source === undefined ? 0 : (this.#sources.get(source) ?? 0);
  }

  add(session: DriverSession): void {
    this.#open.add(session);
    this.#greeted.add(session);
    const source = toSource(session.origin.address);
    if (source !== undefined) this.#sources.set(source, (this.#sources.get(source) ?? 0) + 1);
  }

  /** Makes `session` the one of `driver`; the answer is the one that was it before. */
  claim(session: DriverSession, driver: DriverIdentity): DriverSession | undefined {
    const key = formatDriverIdentity(driver);
    const older = this.#registered.get(key);
    this.#registered.set(key, session);
    return older;
  }

  /** A session came to another state. */
  moved(session: DriverSession, before: SessionState): void {
    const after = session.state;
    if (before.phase === "greeted") this.#greeted.delete(session);
    if (before.phase === "waiting") this.#leaveWaiting(session, before.driver);
    if (before.phase === "registered") this.#release(session, before.driver);
    if (after.phase === "greeted") this.#greeted.add(session);
    if (after.phase === "waiting") this.#enterWaiting(session, after.driver);
  }

  /** The socket of a session is gone. */
  remove(session: DriverSession): void {
    if (!this.#open.delete(session)) return;
    this.#greeted.delete(session);
    const source = toSource(session.origin.address);
    if (source === undefined) return;
    const left = (this.#sources.get(source) ?? 1) - 1;
    if (left > 0) this.#sources.set(source, left);
    else this.#sources.delete(source);
  }

  #release(session: DriverSession, driver: DriverIdentity): void {
    const key = formatDriverIdentity(driver);
    if (this.#registered.get(key) === session) this.#registered.delete(key);
  }

  #enterWaiting(session: DriverSession, driver: DriverIdentity): void {
    const key = formatDriverIdentity(driver);
    const sessions = this.#waiting.get(key) ?? new Set();
    this.#waiting.set(key, sessions.add(session));
    this.#waitingCount += 1;
  }

  #leaveWaiting(session: DriverSession, driver: DriverIdentity): void {
    const key = formatDriverIdentity(driver);
    const sessions = this.#waiting.get(key);
    if (sessions?.delete(session) !== true) return;
    this.#waitingCount -= 1;
    if (sessions.size === 0) this.#waiting.delete(key);
  }
}

/** What connections are counted by; this machine is not counted. */
function toSource(address: string | null): string | undefined {
  return address !== null && isLoopbackAddress(address) ? undefined : sourceOf(address);
}

function sourceOf(address: string | null): string {
  return address === null ? "unknown" : sourceOfAddress(address);
}

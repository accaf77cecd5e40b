import {
  type DriverIdentity,
  type DriverLog,
  type DriverStatus,
  formatDriverIdentity,
  type Metric,
  type ProtocolError,
} from "@hos/protocol";
import type { DriverPresence } from "@hos/protocol/live";
import type { DriverFault } from "@hos/protocol/rest";
import { type Clock, toInstant } from "@hos/runtime";
import type { Departure, Registration } from "../gateway/gateway-ports.ts";
import type { HubLimits } from "../hub-limits.ts";
import { DriverEntry } from "./driver-entry.ts";
import type { KnownDriver, KnownDriverDetail } from "./known-driver.ts";
import { shorten } from "./shorten.ts";
import type { TrafficMeter } from "./traffic-meter.ts";

/** What a {@link DriverDirectory} needs. */
export interface DriverDirectoryOptions {
  readonly clock: Clock;
  readonly limits: HubLimits;
  /** How long a driver may be away before it counts as disconnected, milliseconds. */
  readonly graceMs: number;
  /** The ids of the devices of a driver. */
  readonly devicesOf: (driver: DriverIdentity) => readonly string[];
  readonly onPresence: (presence: DriverPresence) => void;
}

const FAULT_TEXT_MAX = 512;
const LOG_FIELDS_MAX = 4096;

/**
 * The drivers that the hub knows: who is there, how they are, what they log and measure, and which of their frames were
 * not accepted. It keeps them after they left. Every list is bounded by {@link HubLimits}.
 */
export class DriverDirectory {
  readonly #options: DriverDirectoryOptions;
  /** By identity; a driver that left moves to the end. */
  readonly #entries = new Map<string, DriverEntry>();
  #disconnected = 0;
  #closed = false;

  constructor(options: DriverDirectoryOptions) {
    this.#options = options;
  }

  /** Every known driver. */
  list(): KnownDriver[] {
    return Array.from(this.#entries.values(), (entry) =>
      entry.summarize(this.#options.devicesOf(entry.identity).length),
    );
  }

  /** What every known driver sent and was sent, without a look at anything else. */
  traffic(): { readonly driver: DriverIdentity; readonly traffic: TrafficMeter }[] {
    return Array.from(this.#entries.values(), ({ identity, traffic }) => ({ driver: identity, traffic }));
  }

  /** One driver in detail. */
  get(driver: DriverIdentity): KnownDriverDetail | undefined {
    return this.#find(driver)?.describe(this.#options.devicesOf(driver));
  }

  /** Takes in a driver that is known from before and not there yet, where it is not known already. */
  remember(driver: DriverIdentity, reason: string): void {
    if (this.#find(driver) === undefined) this.#add(driver, reason);
  }

  /** A session registered. Tells DRIVER_CONNECTED where the driver was not there and not merely away. */
  opened({ driver, request, sessionId, address, traffic }: Registration): TrafficMeter {
    const entry = this.#find(driver) ?? this.#add(driver, null);
    const { presence } = entry;
    if (presence.status === "away") presence.cancelGrace();
    if (presence.status === "disconnected") this.#disconnected -= 1;
    entry.name = request.name ?? null;
    entry.version = request.version ?? null;
    entry.health = null;
    entry.sessions += 1;
    entry.traffic.absorb(traffic);
    const at = this.#now();
    entry.presence = { status: "connected", since: at, sessionId, address };
    if (presence.status === "disconnected") {
      this.#options.onPresence({ event: "DRIVER_CONNECTED", ...driver, name: entry.name, at });
    }
    return entry.traffic;
  }

  /** A session ended. DRIVER_DISCONNECTED follows at the end of the grace time, if the driver does not return. */
  ended({ driver, end, replaced }: Departure): void {
    const entry = this.#find(driver);
    if (entry === undefined) return;
    const { reason } = end;
    entry.lastReason = reason;
    if (replaced) return;
    const since = this.#now();
    if (this.#closed) {
      entry.presence = { status: "disconnected", since, reason };
      return;
    }
    const { clock, graceMs } = this.#options;
    const cancelGrace = clock.setTimeout(() => this.#graceOver(entry, since, reason), graceMs);
    entry.presence = { status: "away", since, reason, cancelGrace };
  }

  /** A frame of the driver was not accepted. */
  recordFault(driver: DriverIdentity, error: ProtocolError): void {
    this.#find(driver)?.faults.add(this.#toFault(error));
  }

  /**
   * Somebody who says to be the driver was not let in. Of several in a row the last one stands, so that nobody from outside
   * can push the faults of the driver out.
   */
  recordRefusal(driver: DriverIdentity, error: ProtocolError): void {
    const faults = this.#find(driver)?.faults;
    const fault = this.#toFault(error);
    if (faults?.newest?.code === fault.code) faults.replaceNewest(fault);
    else faults?.add(fault);
  }

  /** METRIC_UPDATE: keeps the latest value of each. */
  recordMetrics(driver: DriverIdentity, deviceId: string, metrics: readonly Metric[]): void {
    const table = this.#find(driver)?.metrics;
    const at = this.#now();
    for (const metric of metrics) table?.set({ ...metric, deviceId, at });
  }

  /** DRIVER_STATUS. It holds until the next one or the next session. */
  recordStatus(driver: DriverIdentity, { status, code, message }: DriverStatus): void {
    const entry = this.#find(driver);
    if (entry === undefined) return;
    entry.health = { status, ...(code !== undefined && { code }), ...(message !== undefined && { message }) };
  }

  /** DRIVER_LOG. Fields of more than 4096 characters of JSON are left out, and the line says so. */
  recordLog(driver: DriverIdentity, { level, message, fields }: DriverLog): void {
    const at = this.#now();
    this.#find(driver)?.logs.add({ level, message, ...(fields !== undefined && { fields: boundFields(fields) }), at });
  }

  /** The device is gone: so are its metrics. */
  forgetDevice(driver: DriverIdentity, deviceId: string): void {
    this.#find(driver)?.metrics.forget(deviceId);
  }

  /** Stops the timers. Nobody counts as disconnected because the hub stops. */
  close(): void {
    this.#closed = true;
    for (const { presence } of this.#entries.values()) if (presence.status === "away") presence.cancelGrace();
  }

  #graceOver(entry: DriverEntry, since: string, reason: string): void {
    entry.presence = { status: "disconnected", since, reason };
    const key = formatDriverIdentity(entry.identity);
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    this.#disconnected += 1;
    this.#forgetOldest();
    this.#options.onPresence({ event: "DRIVER_DISCONNECTED", ...entry.identity, reason, since, at: this.#now() });
  }

  #add(driver: DriverIdentity, reason: string | null): DriverEntry {
    const entry = new DriverEntry(driver, { status: "disconnected", since: this.#now(), reason }, this.#options);
    this.#entries.set(formatDriverIdentity(driver), entry);
    this.#disconnected += 1;
    this.#forgetOldest(entry);
    return entry;
  }

  #forgetOldest(spared?: DriverEntry): void {
    if (this.#disconnected <= this.#options.limits.disconnectedDrivers) return;
    for (const [key, entry] of this.#entries) {
      if (entry.presence.status !== "disconnected" || entry === spared) continue;
      this.#entries.delete(key);
      this.#disconnected -= 1;
      return;
    }
  }

  #toFault({ code, message, details }: ProtocolError): DriverFault {
    const [detail] = details;
    return {
      code,
      path: shorten(detail?.path ?? "", FAULT_TEXT_MAX),
      message: shorten(detail?.message ?? message, FAULT_TEXT_MAX),
      at: this.#now(),
    };
  }

  #find(driver: DriverIdentity): DriverEntry | undefined {
    return this.#entries.get(formatDriverIdentity(driver));
  }

  #now(): string {
    return toInstant(this.#options.clock.now());
  }
}

function boundFields(fields: NonNullable<DriverLog["fields"]>): NonNullable<DriverLog["fields"]> {
  const characters = JSON.stringify(fields).length;
  return characters <= LOG_FIELDS_MAX ? fields : { omitted: `${characters} characters` };
}

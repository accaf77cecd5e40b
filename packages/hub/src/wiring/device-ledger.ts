import {
  type DeviceDiscovered,
  type DeviceUpdated,
  type DriverIdentity,
  estimateJsonSize,
  formatDriverIdentity,
  type JsonObject,
  type StateUpdate,
} from "@hos/protocol";
import type { DeviceRecord } from "@hos/protocol/device-model";
import type { HubLimits } from "../hub-limits.ts";
import { descriptionTooLarge, driverTooLarge, stateTooLarge, tooManyMembers } from "./limit-errors.ts";
import { countMembers, type Growth, measureGrowth, measureReplacement } from "./measure-growth.ts";

/** The limits that a {@link DeviceLedger} keeps. */
export type DeviceLedgerLimits = Pick<
  HubLimits,
  "stateMembersPerDevice" | "stateBytesPerDevice" | "descriptionBytesPerDevice" | "deviceBytesPerDriver"
>;

interface DriverAccount {
  readonly key: string;
  devices: number;
  bytes: number;
}

interface DeviceAccount {
  readonly driver: DriverAccount;
  members: number;
  stateBytes: number;
  descriptionBytes: number;
}

/** What a checked report of values adds, and where it is to be booked. */
export interface StateBooking extends Readonly<Growth> {
  readonly account: DeviceAccount;
}

/**
 * How much memory the devices of drivers take, brought up to date with every change: a check costs as much as the update,
 * however large the device is. What became too large is refused; what does not make a device larger never is, so that what
 * is there can always be reported.
 *
 * Bytes are about those of JSON text. Of each change first the check, then the change, then the booking.
 */
export class DeviceLedger {
  readonly #limits: DeviceLedgerLimits;
  readonly #devices = new Map<string, DeviceAccount>();
  readonly #drivers = new Map<string, DriverAccount>();
  /** One for all times, since every report needs one. */
  #booking: (Growth & { account: DeviceAccount }) | undefined;

  constructor(limits: DeviceLedgerLimits) {
    this.#limits = limits;
  }

  /**
   * Checks a description that takes the place of the one before.
   *
   * @param device the device as it is; `undefined`: it is new.
   * @returns how much it adds, to be booked with {@link bookDescription}.
   * @throws {ProtocolError} LIMIT_EXCEEDED
   */
  checkDescription(
    { driver, deviceId, device }: { driver: DriverIdentity; deviceId: string; device: DeviceRecord | undefined },
    description: DeviceDiscovered,
  ): number {
    const before = device === undefined ? 0 : this.#accountOf(device).descriptionBytes;
    const growth = sizeOf(description) - before;
    this.#checkDescription(deviceId, before, growth);
    this.#checkDriver(this.#drivers.get(formatDriverIdentity(driver))?.bytes ?? 0, growth);
    return growth;
  }

  /** Checks members of a description that are merged into it. As {@link checkDescription}. */
  checkUpdate(device: DeviceRecord, update: DeviceUpdated): number {
    const { descriptionBytes, driver } = this.#accountOf(device);
    const { target = {}, properties = {} } = update;
    const growth =
      measureReplacement(toJson(device.target), toJson(target)) +
      measureReplacement(toJson(device.properties), toJson(properties));
    this.#checkDescription(device.id, descriptionBytes, growth);
    this.#checkDriver(driver.bytes, growth);
    return growth;
  }

  /** A checked description is that of the device now. */
  bookDescription(device: DeviceRecord, growth: number): void {
    const known = this.#devices.get(device.id);
    // One that was opened just now counts the new description already.
    if (known === undefined) this.#accountOf(device);
    else this.#book(known, "descriptionBytes", growth);
  }

  /**
   * Checks a report of values.
   *
   * @returns how much it adds, to be booked with {@link bookState} before the next check.
   * @throws {ProtocolError} LIMIT_EXCEEDED
   */
  checkState(device: DeviceRecord, update: StateUpdate): StateBooking {
    const account = this.#accountOf(device);
    const { stateMembersPerDevice, stateBytesPerDevice } = this.#limits;
    this.#booking ??= { account, members: 0, bytes: 0 };
    this.#booking.account = account;
    const { members, bytes } = measureGrowth(device, update, this.#booking);
    if (members > 0 && account.members + members > stateMembersPerDevice) {
      throw tooManyMembers(device.id, stateMembersPerDevice);
    }
    if (bytes > 0 && account.stateBytes + bytes > stateBytesPerDevice) {
      throw stateTooLarge(device.id, stateBytesPerDevice);
    }
    this.#checkDriver(account.driver.bytes, bytes);
    return this.#booking;
  }

  /** Checked values were merged into the state of the device. */
  bookState({ account, members, bytes }: StateBooking): void {
    account.members += members;
    this.#book(account, "stateBytes", bytes);
  }

  /** The device is gone. */
  forget(deviceId: string): void {
    const account = this.#devices.get(deviceId);
    if (account === undefined) return;
    this.#devices.delete(deviceId);
    const { driver, stateBytes, descriptionBytes } = account;
    driver.bytes -= stateBytes + descriptionBytes;
    driver.devices -= 1;
    if (driver.devices === 0) this.#drivers.delete(driver.key);
  }

  #book(account: DeviceAccount, what: "stateBytes" | "descriptionBytes", bytes: number): void {
    account[what] += bytes;
    account.driver.bytes += bytes;
  }

  /** The account of a device; one that was loaded from storage is measured when it is first spoken of. */
  #accountOf(device: DeviceRecord): DeviceAccount {
    const known = this.#devices.get(device.id);
    if (known !== undefined) return known;
    const { state, extras } = device;
    const driver = this.#openDriver(device);
    const account: DeviceAccount = {
      driver,
      members: countMembers(state) + countMembers(extras),
      stateBytes: estimateJsonSize(state) + estimateJsonSize(extras),
      descriptionBytes: sizeOf(device),
    };
    driver.devices += 1;
    driver.bytes += account.stateBytes + account.descriptionBytes;
    this.#devices.set(device.id, account);
    return account;
  }

  #openDriver(driver: DriverIdentity): DriverAccount {
    const key = formatDriverIdentity(driver);
    const known = this.#drivers.get(key);
    if (known !== undefined) return known;
    const account = { key, devices: 0, bytes: 0 };
    this.#drivers.set(key, account);
    return account;
  }

  #checkDescription(deviceId: string, before: number, growth: number): void {
    const { descriptionBytesPerDevice: most } = this.#limits;
    if (growth > 0 && before + growth > most) throw descriptionTooLarge(deviceId, most);
  }

  #checkDriver(before: number, growth: number): void {
    const { deviceBytesPerDriver: most } = this.#limits;
    if (growth > 0 && before + growth > most) throw driverTooLarge(most);
  }
}

/** Name, type and tags are bounded by the protocol, and are not counted. */
function sizeOf({ target = {}, properties = {} }: Pick<DeviceDiscovered, "target" | "properties">): number {
  return estimateJsonSize(toJson(target)) + estimateJsonSize(toJson(properties));
}

// What came as JSON, which the types of target and properties do not say.
function toJson(value: object): JsonObject {
  return value as JsonObject;
}

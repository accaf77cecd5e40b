import type { StateUpdate } from "@hos/driver-sdk";

/** Something of this machine that can be read. */
export interface Sensor {
  /** Unique on this machine; the device id is `<instance>-<key>`. */
  readonly key: string;
  readonly name: string;
  /** The unit of each state field, for people. */
  readonly units: Readonly<Record<string, string>>;
  /** Reads it now; `null` is a reading that is not known yet. Rejects where the machine does not answer. */
  read(): Promise<StateUpdate>;
}

/** A JSON text to store under an id. */
export interface Row {
  readonly id: string;
  readonly body: string;
}

/** What to store of a device. */
export interface DeviceRow {
  readonly id: string;
  /** Owner and description; `null` where they are stored already as they are. */
  readonly about: string | null;
  readonly state: string;
}

/** A document to put, or to forget where `body` is `null`. */
export interface DocumentRow {
  readonly collection: string;
  readonly id: string;
  readonly body: string | null;
}

/** Everything that is stored of devices. */
export interface DeviceRows {
  readonly devices: readonly { readonly about: string; readonly state: string }[];
  readonly settings: readonly Row[];
}

/** What a person set for a device id, or nothing any more. */
export interface SettingsRow {
  readonly id: string;
  readonly body: string | null;
}

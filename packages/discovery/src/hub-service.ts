/** The DNS-SD type of a hub: `_hos._tcp`. */
export const HUB_SERVICE_TYPE = "hos";

/** Where the hub's driver endpoint is, unless its record says otherwise. */
export const DEFAULT_DRIVER_PATH = "/driver";

/** What a hub says of itself in its TXT record. All values are text. */
export interface HubRecord {
  /** Version of the server. */
  readonly version?: string;
  /** `1` where the port speaks TLS. */
  readonly tls?: "0" | "1";
  /** Path of the driver endpoint. @default "/driver" */
  readonly driver?: string;
  /** Port of the driver endpoint, where it has one of its own. */
  readonly driverPort?: string;
}

/** A hub that was found. */
export interface FoundHub {
  /** As people know it: `HOS on attic`. */
  readonly name: string;
  /** Its host name: `attic.local`. */
  readonly host: string;
  readonly port: number;
  /** Every address it told of, the one that answered first. */
  readonly addresses: readonly string[];
  /** For `@hos/client`: `http://192.168.1.5:8080`. */
  readonly url: string;
  /** For drivers: `ws://192.168.1.5:8080/driver`. */
  readonly wsUrl: string;
  readonly txt: Readonly<Record<string, string>>;
}

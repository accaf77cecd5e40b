/** Names a driver instance. A `DriverSummary` is one. */
export interface DriverRef {
  readonly driverKey: string;
  readonly instanceId: string;
}

/** The path of a driver instance. */
export function driverPath({ driverKey, instanceId }: DriverRef): string {
  return `/drivers/${encodeURIComponent(driverKey)}/${encodeURIComponent(instanceId)}`;
}

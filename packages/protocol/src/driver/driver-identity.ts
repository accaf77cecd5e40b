/** Who a driver session is: one (driverKey, instanceId) has at most one session. */
export interface DriverIdentity {
  readonly driverKey: string;
  readonly instanceId: string;
}

/** A driver identity as one text, for maps, logs and messages: `MY_DRIVER/my-driver-001`. */
export function formatDriverIdentity(identity: DriverIdentity): string {
  return `${identity.driverKey}/${identity.instanceId}`;
}

/** Whether two identities name the same driver instance. */
export function isSameDriver(a: DriverIdentity, b: DriverIdentity): boolean {
  return a.instanceId === b.instanceId && a.driverKey === b.driverKey;
}

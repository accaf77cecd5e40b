// The face.
export { AccessControl } from "./access-control.ts";
export type { AccessControlOptions } from "./access-control-options.ts";
export type { Revocation } from "./tokens/revocation.ts";
export { ROOT_PRINCIPAL } from "./tokens/root-principal.ts";

// Authorisation.
export { authorize, type Decision, type Permission } from "./authorization/authorize.ts";
export { createDeviceFilter, type DeviceFilter } from "./authorization/create-device-filter.ts";
export type { DevicePlace } from "./authorization/device-place.ts";
export { describeReach } from "./authorization/describe-reach.ts";
export type { Confinement, Principal } from "./authorization/principal.ts";

// Credentials.
export {
  createCredential,
  type Credential,
  type CredentialKind,
  type NewCredential,
  parseCredential,
} from "./credentials/credential.ts";
export type { RandomBytes } from "./credentials/random-bytes.ts";
export { secretMatches } from "./credentials/secret-matches.ts";

// Passwords.
export type { Argon2Cost } from "./passwords/argon2id.ts";
export { PASSWORD_COST } from "./passwords/password-hasher.ts";

// Backups.
export { accessRestorePolicy } from "./backup/access-restore-policy.ts";

// Drivers.
export type { DriverApplication, DriverSessions, DriverVerdict } from "./drivers/driver-admission.ts";
export { DriverGate, type DriverStanding } from "./drivers/driver-gate.ts";
export {
  DEFAULT_DRIVER_GATE_LIMITS,
  type DriverAuthMode,
  type DriverGateLimits,
  type DriverGateOptions,
} from "./drivers/driver-gate-options.ts";
export { driverRestorePolicy } from "./drivers/driver-restore-policy.ts";
export type { WaitingDriver } from "./drivers/waiting-drivers.ts";

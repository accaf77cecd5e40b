// Authorisation.
export { authorize, type Decision, type DevicePlace, type Permission } from "./authorization/authorize.ts";
export type { Confinement, Principal } from "./authorization/principal.ts";

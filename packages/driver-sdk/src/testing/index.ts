export { FakeHub } from "./fake-hub.ts";
export type { FakeAction, FakeHubEvent, FakeHubOptions, FakePairing, RegistrationRejection } from "./fake-hub-types.ts";
export type { FakeHubDevice } from "./fake-hub-devices.ts";
export { ManualClock } from "@hos/runtime/testing";

export {
  type FakeAction,
  FakeHub,
  type FakeHubEvent,
  type FakeHubOptions,
  type RegistrationRejection,
} from "./fake-hub.ts";
export type { FakeHubDevice } from "./fake-hub-devices.ts";
export { ManualClock } from "@hos/runtime/testing";

export { describeDevicePersistence, type OpenPersistence, type TestRunner } from "./describe-device-persistence.ts";

import type { DeviceChange } from "@hos/protocol/live";
import { ManualClock } from "@hos/runtime/testing";
import { DeviceStateManager, type DeviceStateManagerOptions } from "../../src/index.ts";
import { createRecordingLogger } from "./recording-logger.ts";

/** A manager on a clock that stands still at 2026-01-01T00:00:00Z, and all that it tells. */
export function createManager(options: DeviceStateManagerOptions = {}) {
  const clock = new ManualClock();
  const logger = createRecordingLogger();
  const manager = new DeviceStateManager({ clock, logger, epoch: "E", ...options });
  const told: DeviceChange[] = [];
  manager.onChange((change) => told.push(change));
  return { clock, logger, manager, told };
}

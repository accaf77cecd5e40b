import type { DeviceRecord } from "@hos/protocol/device-model";
import type { LiveFilter } from "@hos/protocol/live";

/** The members of a filter that are about devices. */
type DeviceTerms = Pick<LiveFilter, "devices" | "types" | "drivers" | "tags" | "spaces">;

/** Whether a device fits a filter. */
export type DeviceMatcher = (device: Readonly<DeviceRecord>) => boolean;

/**
 * Makes the matcher of a filter, one for REST lists and live streams alike. Each member narrows; within one member any
 * of its values will do. An empty member lets nothing through; one that is missing does not
 * narrow.
 *
 * @returns `undefined` where every device fits.
 */
export function createDeviceMatcher(filter: DeviceTerms): DeviceMatcher | undefined {
  const tests = [
    testMember(filter.devices, (device) => device.id),
    testMember(filter.types, (device) => device.deviceType),
    testMember(filter.drivers, (device) => device.driverKey),
    testMember(filter.spaces, (device) => device.spaceId),
    testTags(filter.tags),
  ].filter((test) => test !== undefined);
  if (tests.length === 0) return undefined;
  return (device) => tests.every((test) => test(device));
}

function testMember(
  wanted: readonly string[] | undefined,
  read: (device: Readonly<DeviceRecord>) => string | null,
): DeviceMatcher | undefined {
  if (wanted === undefined) return undefined;
  const values: ReadonlySet<string | null> = new Set(wanted);
  return (device) => values.has(read(device));
}

function testTags(wanted: readonly string[] | undefined): DeviceMatcher | undefined {
  if (wanted === undefined) return undefined;
  const values = new Set(wanted);
  return (device) => device.tags.some((tag) => values.has(tag));
}

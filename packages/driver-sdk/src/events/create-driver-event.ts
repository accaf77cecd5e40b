import { type DriverEvent, isProtocolError, parseDriverEvent } from "@hos/protocol";
import { createCommandCatalogue } from "@hos/protocol/device-model";
import { copyJson } from "./copy-json.ts";

/** An event as an author hands it over: not checked yet. */
export interface UncheckedEvent {
  readonly event: string;
  readonly deviceId?: string;
  readonly data: unknown;
}

/**
 * Makes an event that a hub takes. Its data is a copy.
 *
 * @throws {TypeError} naming each member at fault and what it must be.
 */
export function createDriverEvent({ event, deviceId, data }: UncheckedEvent): DriverEvent {
  const copied = copyJson(data ?? {}, "data");
  try {
    const parsed = parseDriverEvent({ event, device_id: deviceId, data: copied });
    if (parsed.event === "DEVICE_DISCOVERED" || parsed.event === "DEVICE_UPDATED") {
      const { deviceType = "", properties } = parsed.data;
      createCommandCatalogue(deviceType, properties?.commandCatalog);
    }
    return parsed;
  } catch (cause) {
    if (!isProtocolError(cause)) throw cause;
    throw new TypeError([cause.message, ...cause.details.map(({ message }) => message)].join(" "), { cause });
  }
}

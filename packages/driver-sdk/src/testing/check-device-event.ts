import {
  type DeviceDiscovered,
  type DeviceEvent,
  type DeviceUpdated,
  DRIVER_ERROR_CODES,
  isProtocolError,
  ProtocolError,
} from "@hos/protocol";
import { createCommandCatalogue, findStateFault } from "@hos/protocol/device-model";

/**
 * What a hub checks of an event beside its shape: the command catalogue, and the state fields of a known device type.
 *
 * @param known the description that the device has so far.
 * @throws {ProtocolError} VALIDATION_ERROR
 */
export function checkDeviceEvent(event: DeviceEvent, known: DeviceDiscovered | undefined): void {
  try {
    if (event.event === "DEVICE_DISCOVERED" || event.event === "DEVICE_UPDATED") checkCatalogue(event.data);
    else if (event.event === "STATE_UPDATE" && known !== undefined) {
      const fault = findStateFault(known.deviceType, event.data);
      if (fault === undefined) return;
      throw new ProtocolError(DRIVER_ERROR_CODES.VALIDATION_ERROR, "Invalid STATE_UPDATE.", { details: [fault] });
    }
  } catch (cause) {
    if (!isProtocolError(cause)) throw cause;
    const { code, message, details } = cause;
    const ref = { event: event.event, deviceId: event.deviceId };
    throw new ProtocolError(code, message, { details, ref, cause });
  }
}

function checkCatalogue({ deviceType = "", properties }: DeviceUpdated): void {
  createCommandCatalogue(deviceType, properties?.commandCatalog);
}

import { Availability, CommandDescriptor, DeviceRecord } from "@hos/protocol/device-model";
import {
  Bootstrap,
  CommandDispatched,
  CommandList,
  CommandRecord,
  CommandRequest,
  CommandSucceeded,
  DeviceList,
  DeviceSettings,
  DriverDetail,
  DriverFault,
  DriverList,
  DriverSummary,
} from "@hos/protocol/rest";

/** The schemas that the OpenAPI document names. */
export const DOCUMENT_SCHEMAS = {
  Availability,
  Bootstrap,
  CommandDescriptor,
  CommandDispatched,
  CommandList,
  CommandRecord,
  CommandRequest,
  CommandSucceeded,
  DeviceList,
  DeviceRecord,
  DeviceSettings,
  DriverDetail,
  DriverFault,
  DriverList,
  DriverSummary,
};

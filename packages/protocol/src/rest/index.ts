export { ApiError } from "./api-error.ts";
export { API_ERROR_STATUS, type ApiErrorCode } from "./api-error-code.ts";
export { ApiFailure, type ApiFailureOptions } from "./api-failure.ts";
export { CommandAnswer, CommandDispatched, CommandRequest, CommandSucceeded, CommandWait } from "./command.ts";
export { CommandList, CommandOrigin, CommandRecord, CommandStage } from "./command-record.ts";
export { Bootstrap, DeviceList, DeviceSettings } from "./device.ts";
export { DriverDetail, DriverFault, DriverList, DriverSummary } from "./driver.ts";

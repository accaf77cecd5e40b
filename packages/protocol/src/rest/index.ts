// Failures.
export { ApiError } from "./api-error.ts";
export { API_ERROR_STATUS, type ApiErrorCode } from "./api-error-code.ts";
export { ApiFailure, type ApiFailureOptions } from "./api-failure.ts";

// Devices.
export { Bootstrap } from "./bootstrap.ts";
export { DeviceList, DeviceSettings } from "./device.ts";
export { DeviceQuery, parseDeviceQuery } from "./device-query.ts";
export { parseDeviceSettings } from "./parse-device-settings.ts";
export type { QueryParams } from "./read-query.ts";
export { Removed } from "./removed.ts";

// Commands.
export { CommandAnswer, CommandDispatched, CommandRequest, CommandSucceeded, CommandWait } from "./command.ts";
export { CommandQuery, parseCommandQuery } from "./command-query.ts";
export { CommandList, CommandOrigin, CommandRecord, CommandStage } from "./command-record.ts";
export { parseCommandRequest } from "./parse-command-request.ts";

// Drivers.
export {
  ApproveDriver,
  DriverAccess,
  DriverDetail,
  DriverFault,
  DriverList,
  DriverName,
  DriverPairing,
  DriverSummary,
  DriverToken,
} from "./driver.ts";
export { parseApproveDriver } from "./parse-approve-driver.ts";
export { parseDriverName } from "./parse-driver-name.ts";

// The home.
export {
  DesignProfile,
  DesignProfileList,
  LiveDesign,
  SaveDesignProfile,
  SelectDesignProfile,
} from "./design-profile.ts";
export { HomePreferences } from "./home-preferences.ts";
export { parseSaveDesignProfile, parseSelectDesignProfile } from "./parse-design-profile.ts";
export { parseHomePreferences } from "./parse-home-preferences.ts";
export { parseSaveProgram } from "./parse-save-program.ts";
export { parseSaveSpace } from "./parse-save-space.ts";
export { Program, ProgramItem, ProgramItemResult, ProgramList, ProgramRun, SaveProgram } from "./program.ts";
export { SaveSpace, Space, SpaceList } from "./space.ts";

// Access.
export { LoginAnswer, LoginRequest, Me, SetupRequest, SetupStatus } from "./auth.ts";
export { Narrowing } from "./narrowing.ts";
export { parseChangePassword } from "./parse-change-password.ts";
export { parseCreateToken } from "./parse-create-token.ts";
export { parseCreateUser } from "./parse-create-user.ts";
export { parseLoginRequest } from "./parse-login-request.ts";
export { parseSetupRequest } from "./parse-setup-request.ts";
export { parseUpdateUser } from "./parse-update-user.ts";
export { Scope } from "./scope.ts";
export { StreamTicket } from "./stream-ticket.ts";
export { ApiToken, CreateToken, TokenCreated, TokenList } from "./token.ts";
export { ChangePassword, CreateUser, Role, UpdateUser, User, UserList } from "./user.ts";

// Backups.
export { RestoreStaged } from "./restore-staged.ts";

// The log.
export { ChangeLogLevels, LogLevelSettings } from "./log-levels.ts";
export { parseChangeLogLevels } from "./parse-change-log-levels.ts";

export { ActionDispatcher } from "./action-dispatcher.ts";
export type { DispatcherOptions } from "./dispatcher-options.ts";
export type { DispatchDevice, DispatchPorts } from "./dispatch-ports.ts";
export type { DispatchRequest } from "./dispatch-request.ts";
export type { DispatchOutcome } from "./dispatch-outcome.ts";
export type { CommandFailure } from "./command/command-failure.ts";
export { DispatchError, type DispatchErrorCode } from "./dispatch-error.ts";
export type { CommandJournal, JournalQuery } from "./history/command-journal.ts";
export type { JournalPort } from "./history/journal-port.ts";

/** Members of a log line besides its text. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Writes one line of a level. */
export type LogWrite = (message: string, fields?: LogFields) => void;

/**
 * What a HOS package needs of a logger; a few lines put pino or any other behind it. `consoleLogger` is one to begin with.
 *
 * Fields never carry tokens, codes or passwords.
 */
export interface Logger {
  readonly debug: LogWrite;
  readonly info: LogWrite;
  readonly warn: LogWrite;
  readonly error: LogWrite;
  /** A logger that adds `fields` to each of its lines. */
  child(fields: LogFields): Logger;
}

/** The logger that says nothing: the default of every library package. */
export const silentLogger: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  child: () => silentLogger,
};

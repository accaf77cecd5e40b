/** What of `process` {@link silenceSqliteWarning} changes. */
export interface WarningEmitter {
  emitWarning(warning: string | Error, ...rest: readonly unknown[]): void;
}

/**
 * Keeps Node 22 and 24 from saying at every start that their SQLite is experimental. Every other warning is told. Has to
 * be called before `node:sqlite` is loaded.
 */
export function silenceSqliteWarning(emitter: WarningEmitter): void {
  const emitWarning = emitter.emitWarning.bind(emitter);
  emitter.emitWarning = (warning, ...rest) => {
    if (!isOfSqlite(warning, rest)) emitWarning(warning, ...rest);
  };
}

function isOfSqlite(warning: string | Error, [type]: readonly unknown[]): boolean {
  return type === "ExperimentalWarning" && typeof warning === "string" && warning.startsWith("SQLite is");
}

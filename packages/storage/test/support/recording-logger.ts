import type { Logger, LogWrite } from "@hos/runtime";

/** A logger that keeps its lines as `level: text`. */
export function createRecordingLogger(): Logger & { readonly lines: string[] } {
  const lines: string[] = [];
  const writeAt =
    (level: string): LogWrite =>
    (message) =>
      lines.push(`${level}: ${message}`);
  const logger = {
    lines,
    debug: writeAt("debug"),
    info: writeAt("info"),
    warn: writeAt("warn"),
    error: writeAt("error"),
    child: () => logger,
  };
  return logger;
}

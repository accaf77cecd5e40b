import type { LogFields, Logger, LogWrite } from "@hos/runtime";
import { type DestinationStream, destination, type Logger as Pino, pino, stdTimeFunctions } from "pino";
import type { ServerConfig } from "../server-config.ts";
import { formatPrettyLine } from "./format-pretty-line.ts";

/** Where log lines go. */
export interface LogSink {
  write(line: string): void;
}

/**
 * The logger of the server: pino behind the interface of `@hos/runtime`.
 *
 * Lines go to stderr, so that stdout holds nothing but what a person or a script asked for.
 *
 * @param sink takes whole lines with their line end. @default stderr
 */
export function createLogger(config: Pick<ServerConfig, "logLevel" | "logFormat">, sink?: LogSink): Logger {
  const lines: DestinationStream = sink ?? destination({ fd: 2, sync: true });
  const target: DestinationStream =
    config.logFormat === "pretty" ? { write: (line) => lines.write(formatPrettyLine(line)) } : lines;
  return adapt(pino({ level: config.logLevel, base: null, timestamp: stdTimeFunctions.isoTime }, target));
}

function adapt(logger: Pino): Logger {
  return {
    debug: write(logger, "debug"),
    info: write(logger, "info"),
    warn: write(logger, "warn"),
    error: write(logger, "error"),
    child: (fields: LogFields) => adapt(logger.child({ ...fields })),
  };
}

function write(logger: Pino, level: "debug" | "info" | "warn" | "error"): LogWrite {
  return (message, fields) => (fields === undefined ? logger[level](message) : logger[level](fields, message));
}

import type { LogFields, Logger, LogWrite } from "@hos/runtime";
import { type DestinationStream, destination, type Logger as Pino, pino, stdTimeFunctions } from "pino";
import type { ServerConfig } from "../server-config.ts";
import { escapeControls } from "./escape-controls.ts";
import { formatPrettyLine } from "./format-pretty-line.ts";
import { isLogComponent, LOG_LEVELS, type LogComponent, type LogLevel } from "./log-level.ts";
import { LogLevels } from "./log-levels.ts";
import { createSecretMask } from "./mask-secrets.ts";
import { redactFields } from "./redact-fields.ts";

/** Where log lines go. */
export interface LogSink {
  write(line: string): void;
}

/** What a logger is made of besides the configuration. */
export interface LoggerParts {
  /** @default those of the configuration */
  readonly levels?: LogLevels;
  /** Takes whole lines with their line end. @default stderr */
  readonly sink?: LogSink;
}

type LoggerConfig = Pick<ServerConfig, "adminPassword" | "adminToken" | "logFormat" | "logLevel" | "logLevels">;

/**
 * The logger of the server: pino behind the interface of `@hos/runtime`. A child with the field `component` has the level
 * of that component. No secret passes.
 *
 * Lines go to stderr, so that stdout holds nothing but what a person or a script asked for.
 */
export function createLogger(config: LoggerConfig, parts: LoggerParts = {}): Logger {
  const { sink, levels = createLogLevels(config) } = parts;
  const lines: DestinationStream = sink ?? destination({ fd: 2, sync: true });
  const mask = createSecretMask([config.adminPassword, config.adminToken].filter((secret) => secret !== undefined));
  const format = config.logFormat === "pretty" ? formatPrettyLine : (line: string) => line;
  const target: DestinationStream = { write: (line) => lines.write(escapeControls(format(mask(line)))) };
  const options = { level: "debug", base: null, timestamp: stdTimeFunctions.isoTime };
  return adapt(pino(options, target), levels, undefined);
}

/** The levels that the configuration asks for. */
export function createLogLevels({ logLevel, logLevels }: Pick<ServerConfig, "logLevel" | "logLevels">): LogLevels {
  return new LogLevels({ level: logLevel, components: logLevels });
}

function adapt(logger: Pino, levels: LogLevels, component: LogComponent | undefined): Logger {
  const gate = levels.gateOf(component);
  const writer = (level: Exclude<LogLevel, "silent">): LogWrite => {
    const rank = LOG_LEVELS.indexOf(level);
    return (message, fields) => {
      if (rank < gate.threshold) return;
      if (fields === undefined) logger[level](message);
      else logger[level](redactFields(fields), message);
    };
  };
  return {
    debug: writer("debug"),
    info: writer("info"),
    warn: writer("warn"),
    error: writer("error"),
    child: (fields: LogFields) => {
      const name = fields["component"];
      return adapt(logger.child({ ...redactFields(fields) }), levels, isLogComponent(name) ? name : component);
    },
  };
}

#!/usr/bin/env node
import type { Logger } from "@hos/runtime";
import { findUnknownVariables, readConfig } from "./config.ts";
import { ConfigError } from "./config-error.ts";
import { createServer } from "./create-server.ts";
import { explainStartFault } from "./explain-start-fault.ts";
import type { HosServer } from "./hos-server.ts";
import { createLogger } from "./logging/create-logger.ts";
import type { ServerConfig } from "./server-config.ts";

const STOP_DEADLINE_MS = 5000;

const config = readConfigOrExit();
const logger = createLogger(config);
exitOnFault(logger);
const server = createServer(config, { logger });
stopOnSignal(server, logger);
try {
  const { url, driverUrl } = await server.start();
  for (const name of findUnknownVariables(process.env)) logger.warn("This variable means nothing.", { name });
  process.stdout.write(
    `HOS is ready at ${url}, drivers at ${driverUrl} (this machine only: there is no access control yet).\n`,
  );
} catch (error) {
  const line = explainStartFault(error, config);
  if (line === undefined) logger.error("The hub cannot start.", { err: error });
  else process.stderr.write(`${line}\n`);
  process.exit(1);
}

function readConfigOrExit(): ServerConfig {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return process.exit(1);
  }
}

/** The state after an unforeseen fault is not known: the process ends, and what supervises it starts it again. */
function exitOnFault(log: Logger): void {
  const exit = (message: string) => (error: unknown) => {
    log.error(message, { err: error });
    process.exit(1);
  };
  process.on("uncaughtException", exit("An error was not caught."));
  process.on("unhandledRejection", exit("A rejection was not handled."));
}

function stopOnSignal(running: HosServer, log: Logger): void {
  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => {
      log.error("The hub did not stop in time.", { deadlineMs: STOP_DEADLINE_MS, signal });
      process.exit(1);
    }, STOP_DEADLINE_MS).unref();
    running.close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error("The hub did not stop cleanly.", { err: error });
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

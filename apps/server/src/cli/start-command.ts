import { parseArgs } from "node:util";
import type { Logger } from "@hos/runtime";
import { findUnknownVariables, readConfig } from "../config.ts";
import { createServer } from "../create-server.ts";
import { explainStartFault } from "../explain-start-fault.ts";
import type { HosServer } from "../hos-server.ts";
import { createLogger, createLogLevels } from "../logging/create-logger.ts";
import { CliFault } from "./cli-fault.ts";
import type { CliCommand } from "./cli-command.ts";
import { EXIT_CODE } from "./exit-code.ts";
import { giveBackMemory } from "./give-back-memory.ts";

const STOP_DEADLINE_MS = 5000;

/** `hos-server start`, which is what `hos-server` alone does. */
export const startCommand: CliCommand = {
  name: "start",
  usage: "",
  summary: "Starts the hub and runs until SIGTERM or SIGINT; without a command this is done.",
  details: ["SIGHUP reads HOS_TLS_CERT and HOS_TLS_KEY again."],

  async run(args, { env, out }) {
    parseArgs({ args: [...args] });
    const config = readConfig(env);
    const logLevels = createLogLevels(config);
    const logger = createLogger(config, { levels: logLevels });
    exitOnFault(logger);
    const server = await createServer(config, { logger, logLevels });
    const stopped = stopOnSignal(server, logger);
    try {
      const { url, driverUrl, reach } = await server.start();
      for (const name of findUnknownVariables(env)) logger.warn("This variable means nothing.", { name });
      const who = reach === "machine" ? "this machine only" : "and from the network";
      out(`HOS is ready at ${url}, drivers at ${driverUrl} (${who}).`);
      // The log says it too, unless its level hides warnings; nobody could set the hub up then.
      if (!logLevels.shows("warn"))
        server.access.onSetupCode((code) => out(`Set the hub up at ${url}/v1/os/setup with the code ${code}.`));
      giveBackMemory();
    } catch (error) {
      const line = explainStartFault(error, config);
      if (line !== undefined) throw new CliFault(line);
      logger.error("The hub cannot start.", { err: error });
      return EXIT_CODE.FAILED;
    }
    return await stopped;
  },
};

/** The state after an unforeseen fault is not known: the process ends, and what supervises it starts it again. */
function exitOnFault(logger: Logger): void {
  const exit = (message: string) => (error: unknown) => {
    logger.error(message, { err: error });
    process.exit(EXIT_CODE.FAILED);
  };
  process.on("uncaughtException", exit("An error was not caught."));
  process.on("unhandledRejection", exit("A rejection was not handled."));
}

/** @returns the exit code, once the hub is stopped. */
function stopOnSignal(server: HosServer, logger: Logger): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) process.exit(EXIT_CODE.FAILED);
    stopping = true;
    setTimeout(() => {
      logger.error("The hub did not stop in time.", { deadlineMs: STOP_DEADLINE_MS, signal });
      process.exit(EXIT_CODE.FAILED);
    }, STOP_DEADLINE_MS).unref();
    server.close().then(
      () => resolve(EXIT_CODE.OK),
      (error: unknown) => {
        logger.error("The hub did not stop cleanly.", { err: error });
        resolve(EXIT_CODE.FAILED);
      },
    );
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  process.on("SIGHUP", () => {
    // A terminal that is closed sends it too.
    if (process.stdout.isTTY) stop("SIGHUP");
    else server.listeners.reloadTls();
  });
  return promise;
}

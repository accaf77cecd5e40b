import { createServer as createHttpServer, type RequestListener, type Server, type ServerOptions } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { LIMITS } from "@hos/protocol";
import type { ServerConfig } from "../server-config.ts";
import { answerClientError } from "./answer-client-error.ts";
import { asksForWebSocket } from "./asks-for-web-socket.ts";
import { createResponseClass } from "./create-response-class.ts";
import { readTlsCredentials } from "./tls-credentials.ts";

const KEEP_ALIVE_TIMEOUT_MS = 65_000;
/**
 * How long nothing at all may move on a connection: that of a client that does not read its answer, for one. It is longer
 * than the longest wait for a command.
 */
const SILENCE_TIMEOUT_MS = LIMITS.commandTimeoutMaxMs + 60_000;
/** How often Node looks for clients that are too slow, milliseconds. */
const CHECK_INTERVAL_MS = 1000;

/** What a server is bound by. */
export interface NodeServerConfig extends Pick<ServerConfig, "headersTimeoutMs" | "requestTimeoutMs" | "tls"> {
  /** Headers of every answer. @default none */
  readonly headers?: Readonly<Record<string, string>>;
  /** How long nothing at all may move on a connection, milliseconds. @default 180_000 */
  readonly silenceTimeoutMs?: number;
}

/**
 * Makes a server of Node, with TLS where the configuration says so, that bounds how long a client may take: to do the
 * handshake of TLS, to send a first byte, the head, and the rest of a request. The answer may take any time as long as
 * something moves: it may be a stream. What it cannot read it answers in the error shape of the client API.
 *
 * @throws {ConfigError} when certificate and key cannot be used.
 */
export function createNodeServer(listener: RequestListener, config: NodeServerConfig): Server {
  const { headersTimeoutMs, requestTimeoutMs, tls, headers = {}, silenceTimeoutMs = SILENCE_TIMEOUT_MS } = config;
  const options: ServerOptions = {
    headersTimeout: headersTimeoutMs,
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    connectionsCheckingInterval: Math.min(CHECK_INTERVAL_MS, headersTimeoutMs),
    // A request without Host is refused with the others that are not meant for this hub.
    requireHostHeader: false,
    shouldUpgradeCallback: asksForWebSocket,
    ServerResponse: createResponseClass(headers),
  };
  const server =
    tls === undefined
      ? createHttpServer(options, listener)
      : createHttpsServer({ ...options, ...readTlsCredentials(tls), handshakeTimeout: headersTimeoutMs }, listener);
  server.timeout = silenceTimeoutMs;
  server.on("clientError", answerClientError);
  // Any expectation but 100-continue may be passed over (RFC 9110, section 10.1.1); Node would answer without a body.
  server.on("checkExpectation", listener);
  return server;
}

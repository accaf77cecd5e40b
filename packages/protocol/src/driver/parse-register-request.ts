import { compileSchema } from "../json/compile-schema.ts";
import { DRIVER_ERROR_CODES } from "../errors/driver-error-code.ts";
import { type ErrorDetail, type ErrorRef, ProtocolError } from "../errors/protocol-error.ts";
import { explain } from "../json/explain.ts";
import { isJsonObject } from "../json/is-json-object.ts";
import { SUPPORTED_PROTOCOL_VERSIONS } from "../protocol-version.ts";
import { RegisterRequest } from "./register-request.ts";

const validator = compileSchema(RegisterRequest);

/** Texts that are part of the public wire (protocol v1, "Errors"). */
const VERSION_MISSING = "protocolVersion is required for driver.register.";
const INVALID_PAYLOAD = "Invalid driver.register payload.";
const REF: ErrorRef = { event: "driver.register" };
const LITERAL_DETAILS: Readonly<Record<string, string>> = {
  driverKey: "driverKey must match [A-Z0-9_] and be 2-64 chars.",
  instanceId: "instanceId must match [a-zA-Z0-9:_-] and be 1-128 chars.",
};

/**
 * Reads `params` of `driver.register`.
 *
 * @param topLevelVersion `protocolVersion` beside `params`, where some drivers put it.
 * @throws {ProtocolError} VALIDATION_ERROR or UNSUPPORTED_VERSION.
 */
export function parseRegisterRequest(params: unknown, topLevelVersion: unknown): RegisterRequest {
  if (!isJsonObject(params)) {
    throw invalid(INVALID_PAYLOAD, [{ path: "params", message: "params must be an object." }]);
  }
  const protocolVersion = params["protocolVersion"] ?? topLevelVersion;
  checkVersion(protocolVersion);
  const request = { ...params, protocolVersion };
  if (validator.Check(request)) return pickRegisterRequest(request);
  const details = explain(validator.Errors(request), "").map(toLiteral);
  throw invalid(INVALID_PAYLOAD, inWireOrder(details));
}

function checkVersion(version: unknown): void {
  if (version === undefined || version === null) {
    throw invalid(VERSION_MISSING, [{ path: "protocolVersion", message: "Set protocolVersion: 1." }]);
  }
  if (typeof version !== "number") {
    throw invalid(INVALID_PAYLOAD, [{ path: "protocolVersion", message: "protocolVersion must be a number." }]);
  }
  if (!SUPPORTED_PROTOCOL_VERSIONS.includes(version)) {
    const supported = SUPPORTED_PROTOCOL_VERSIONS.join(", ");
    throw new ProtocolError(
      DRIVER_ERROR_CODES.UNSUPPORTED_VERSION,
      `protocolVersion ${version} is not supported by this hub.`,
      {
        details: [{ path: "protocolVersion", message: `Use one of the supported versions: ${supported}.` }],
        ref: REF,
      },
    );
  }
}

function pickRegisterRequest(request: RegisterRequest): RegisterRequest {
  const { driverKey, instanceId, protocolVersion, name, version, token } = request;
  return {
    driverKey,
    instanceId,
    protocolVersion,
    ...(name !== undefined && { name }),
    ...(version !== undefined && { version }),
    ...(token !== undefined && { token }),
  };
}

function toLiteral(detail: ErrorDetail): ErrorDetail {
  return { path: detail.path, message: LITERAL_DETAILS[detail.path] ?? detail.message };
}

// The public texts stand first: drivers in the field read details[0].
function inWireOrder(details: readonly ErrorDetail[]): readonly ErrorDetail[] {
  return details.toSorted((a, b) => rank(a) - rank(b));
}

function rank({ path }: ErrorDetail): number {
  const place = Object.keys(LITERAL_DETAILS).indexOf(path);
  return place === -1 ? Number.MAX_SAFE_INTEGER : place;
}

function invalid(message: string, details: readonly ErrorDetail[]): ProtocolError {
  return new ProtocolError(DRIVER_ERROR_CODES.VALIDATION_ERROR, message, {
    details,
    ref: REF,
  });
}

import { X509Certificate } from "node:crypto";
import { ConfigError } from "../../config-error.ts";
import { readTlsCredentials } from "../../net/tls-credentials.ts";
import type { TlsFiles } from "../../server-config.ts";
import { type Finding, fail, ok, warn } from "./finding.ts";

const DAY_MS = 24 * 3_600_000;
const FEW_DAYS = 14;

/** Whether certificate and key can be used, and for how long. */
export function checkTls(files: TlsFiles, now: number): Finding {
  try {
    const { validFromDate, validToDate } = new X509Certificate(readTlsCredentials(files).cert);
    const until = validToDate.toISOString().slice(0, 10);
    const renew = "Renew it and send the hub SIGHUP.";
    if (now < validFromDate.getTime()) {
      return fail(`The certificate is valid from ${validFromDate.toISOString()} only.`, "Check the clock.");
    }
    if (now > validToDate.getTime()) return fail(`The certificate expired on ${until}.`, renew);
    if (now > validToDate.getTime() - FEW_DAYS * DAY_MS) return warn(`The certificate expires on ${until}.`, renew);
    return ok(`The certificate is valid until ${until}.`);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return fail(error.message, "Set both HOS_TLS_CERT and HOS_TLS_KEY to PEM files that belong together.");
  }
}

import type { AccessControl } from "@hos/access";
import { ApiFailure } from "@hos/protocol/rest";
import { createBearerIdentify, type Identify } from "./create-guard.ts";

/** Reads the credential of a stream: the header, or a ticket in the query, since EventSource cannot set headers. */
export function createStreamIdentify(access: Pick<AccessControl, "authenticate" | "redeemTicket">): Identify {
  const identifyBearer = createBearerIdentify(access);
  return (c) => {
    const query = new URL(c.req.url).searchParams;
    const ticket = query.get("ticket");
    // URLs end up in logs and histories, where a long-lived token must not.
    if (query.has("token") || query.has("access_token") || (ticket !== null && LONG_LIVED.test(ticket))) {
      throw new ApiFailure("INVALID_REQUEST", "A token may not stand in a URL.", {
        details: [
          "Send it as Authorization: Bearer, or ask POST /events/ticket for a ticket and send that as ?ticket=.",
        ],
      });
    }
    if (ticket === null) return identifyBearer(c);
    // HEAD would use it up for nothing.
    return c.req.raw.method === "HEAD" ? undefined : access.redeemTicket(ticket);
  };
}

const LONG_LIVED = /^hos[sd]?_/;

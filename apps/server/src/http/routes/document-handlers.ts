import { createApiPage, createOpenApiDocument } from "@hos/specs";
import { createPagePolicy } from "../../net/security-headers.ts";
import { SERVER_VERSION } from "../../server-version.ts";
import type { HandlersOf } from "../route-handlers.ts";

/**
 * The description of the client API, for machines and for people. Both are for everybody, so that they are made once:
 * who asks for them a thousand times and does not read them costs the memory of one.
 */
export function createDocumentHandlers(): HandlersOf<"getOpenApi" | "getApiPage"> {
  const encoder = new TextEncoder();
  const html = createApiPage(SERVER_VERSION);
  const page = encoder.encode(html);
  const document = encoder.encode(JSON.stringify(createOpenApiDocument(SERVER_VERSION)));
  const pageHeaders = {
    "content-type": "text/html; charset=UTF-8",
    "content-security-policy": createPagePolicy(html),
  };
  return {
    getOpenApi: (c) => c.body(document, 200, { "content-type": "application/json" }),
    getApiPage: (c) => c.body(page, 200, pageHeaders),
  };
}

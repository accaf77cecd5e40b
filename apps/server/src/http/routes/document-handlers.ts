import { createApiPage, createOpenApiDocument } from "@hos/specs";
import { createPagePolicy } from "../../net/security-headers.ts";
import { SERVER_VERSION } from "../../server-version.ts";
import type { HandlersOf } from "../route-handlers.ts";

/** The description of the client API, for machines and for people. */
export function createDocumentHandlers(): HandlersOf<"getOpenApi" | "getApiPage"> {
  const page = createApiPage(SERVER_VERSION);
  const policy = createPagePolicy(page);
  const document = createOpenApiDocument(SERVER_VERSION);
  return {
    getOpenApi: (c) => c.json(document),
    getApiPage: (c) => c.html(page, 200, { "content-security-policy": policy }),
  };
}

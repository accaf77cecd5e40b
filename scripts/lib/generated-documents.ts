import { createDriverAsyncApi, createLiveAsyncApi, createOpenApiDocument } from "@hos/specs";
import { Parser } from "@asyncapi/parser";
import { Validator } from "@seriousme/openapi-schema-validator";
import { readmeWithTables } from "./readme-with-tables.ts";

/** The version that the generated documents carry: that of the protocol and the API, not of a package. */
const DOCUMENT_VERSION = "1.0.0";

/**
 * The documents that are made from the schemas, wholly or in part, by their path below the root.
 *
 * @throws {Error} when one is not valid by the validator of its own format.
 */
export async function generatedDocuments(): Promise<Readonly<Record<string, string>>> {
  const openApi = createOpenApiDocument(DOCUMENT_VERSION);
  const driver = createDriverAsyncApi(DOCUMENT_VERSION);
  const live = createLiveAsyncApi(DOCUMENT_VERSION);
  await validateOpenApi(openApi);
  await validateAsyncApi("docs/asyncapi-driver.json", driver);
  await validateAsyncApi("docs/asyncapi-live.json", live);
  return {
    "docs/openapi.json": toText(openApi),
    "docs/asyncapi-driver.json": toText(driver),
    "docs/asyncapi-live.json": toText(live),
    "apps/server/README.md": readmeWithTables("apps/server/README.md"),
  };
}

async function validateOpenApi(document: object): Promise<void> {
  const { valid, errors } = await new Validator().validate({ ...document });
  if (!valid) throw new Error(`docs/openapi.json is not valid: ${JSON.stringify(errors, null, 2)}`);
}

async function validateAsyncApi(file: string, document: object): Promise<void> {
  const { document: parsed, diagnostics } = await new Parser().parse(JSON.stringify(document));
  if (parsed === undefined) throw new Error(`${file} is not valid: ${JSON.stringify(diagnostics, null, 2)}`);
}

function toText(document: object): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

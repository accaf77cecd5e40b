import { ApiFailure } from "@hos/protocol/rest";
import type { ApiContext } from "./api-context.ts";
import { readHeader } from "./read-header.ts";

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json(?:\s*;|$)/i;

/**
 * Reads the body of a request as JSON.
 *
 * The content type must say so, which also keeps out the forms of foreign web pages.
 *
 * @throws {ApiFailure} UNSUPPORTED_MEDIA_TYPE, BODY_TOO_LARGE or INVALID_REQUEST.
 */
export async function readJsonBody(c: ApiContext, maxBytes: number): Promise<unknown> {
  if (!JSON_TYPE.test(readHeader(c, "content-type") ?? "")) {
    throw new ApiFailure("UNSUPPORTED_MEDIA_TYPE", "The body must be JSON.", {
      details: ["Set the header Content-Type: application/json."],
    });
  }
  const length = readHeader(c, "content-length");
  if (length !== undefined && Number(length) > maxBytes) throw tooLarge(maxBytes);
  let text: string;
  try {
    // A stated length holds, the HTTP parser sees to it; a body without one is counted as it comes.
    text = length === undefined ? await readBounded(c.req.raw.body, maxBytes) : await c.req.text();
  } catch (cause) {
    throw cause instanceof ApiFailure ? cause : cutShort(cause);
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ApiFailure("INVALID_REQUEST", "The body is not valid JSON.", {
      details: ["Send one JSON object as the body."],
      cause,
    });
  }
}

async function readBounded(body: ReadableStream<Uint8Array> | null, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  // As Request.text() does, it passes over a byte order mark.
  return new TextDecoder().decode(Buffer.concat(chunks, size));
}

/** The client left, or was too slow: nothing that the hub could do better. */
function cutShort(cause: unknown): ApiFailure {
  return new ApiFailure("INVALID_REQUEST", "The body did not come to its end.", {
    details: ["Send the whole body that the headers announce."],
    cause,
  });
}

function tooLarge(maxBytes: number): ApiFailure {
  return new ApiFailure("BODY_TOO_LARGE", "The body is too large.", {
    details: [`The body may have ${maxBytes} bytes.`],
  });
}

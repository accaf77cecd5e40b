import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { createResponseClass } from "../../src/net/create-response-class.ts";

/** The answer of a server whose responses carry `x-ours` and `x-both`. */
async function answerOf(write: (response: ServerResponse) => void): Promise<Response> {
  const options = { ServerResponse: createResponseClass({ "x-ours": "ours", "x-both": "ours" }) };
  const server = createServer(options, (_, response) => write(response)).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

describe("createResponseClass", () => {
  it.each<[string, (response: ServerResponse) => void]>([
    ["writes no head", (response) => response.end("text")],
    ["sets a header", (response) => response.setHeader("x-own", "own").end("text")],
    ["writes a status", (response) => response.writeHead(200).end("text")],
    ["writes headers", (response) => response.writeHead(200, { "x-own": "own" }).end("text")],
    ["writes a reason", (response) => response.writeHead(200, "Fine").end("text")],
    ["writes a reason and headers", (response) => response.writeHead(200, "Fine", { "x-own": "own" }).end("text")],
    ["writes a list of headers", (response) => response.writeHead(200, ["x-own", "own"]).end("text")],
    ["writes bit by bit", (response) => void (response.write("te") && response.end("xt"))],
  ])("adds its headers to an answer that %s", async (_what, write) => {
    const answer = await answerOf(write);
    expect(answer.headers.get("x-ours")).toBe("ours");
    expect(await answer.text()).toBe("text");
  });

  it("keeps what an answer writes itself", async () => {
    const { headers, statusText } = await answerOf((response) =>
      response.writeHead(200, "Fine", { "x-own": "own", "x-both": "own" }).end(),
    );
    expect(statusText).toBe("Fine");
    expect([headers.get("x-own"), headers.get("x-both"), headers.get("x-ours")]).toEqual(["own", "own", "ours"]);
  });
});

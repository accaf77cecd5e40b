import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { RawDriver } from "../src/drivers/raw-driver.ts";
import { ServerProcess } from "../src/server/server-process.ts";

const MEBIBYTE = 1024 * 1024;
const COMMAND = "/devices/lamp/command";

let server: ServerProcess;
let driver: RawDriver;

beforeAll(async () => {
  server = await ServerProcess.start();
  driver = await RawDriver.register(server.driverUrl);
  driver.announce("lamp");
  await server.device("lamp");
});

afterAll(async () => {
  await driver[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

afterEach(expectNothingDone);

let commands = 0;

/** The next command comes to the driver, and none came before it but those of this function. */
async function expectNothingDone(): Promise<void> {
  commands += 1;
  const answering = server.rest.command("lamp", "turn_on");
  await driver.frames.find("The command after a bad request", () => actionIds().length >= commands);
  driver.event("ACTION_RESULT", "lamp", { success: true, requestId: actionIds().at(-1) });
  expect(await answering).toMatchObject({ status: 200 });
  expect(actionIds()).toHaveLength(commands);
}

function actionIds(): readonly unknown[] {
  const actions = driver.frames.all.filter(({ event }) => event === "ACTION");
  return actions.map(({ data }) => (data as Readonly<Record<string, unknown>>)["requestId"]);
}

describe("a POST of a command", () => {
  it.each([
    ["that is no JSON", "{", "400 INVALID_REQUEST JSON"],
    ["that is empty", "", "400 INVALID_REQUEST JSON"],
    ["that is an array", "[]", "400 INVALID_REQUEST object"],
    ["that is null", "null", "400 INVALID_REQUEST object"],
    ["that is a text", '"turn_on"', "400 INVALID_REQUEST object"],
    ["without a command", "{}", "400 INVALID_REQUEST command"],
    ["whose command is a number", '{"command":7}', "400 INVALID_REQUEST command"],
    ["whose command is too long", `{"command":"${"x".repeat(65)}"}`, "400 INVALID_REQUEST command"],
    ["whose payload is a text", '{"command":"turn_on","payload":"now"}', "400 INVALID_REQUEST payload"],
    ["whose timeoutMs is a text", '{"command":"turn_on","timeoutMs":"1000"}', "400 INVALID_REQUEST timeoutMs"],
    ["whose timeoutMs is negative", '{"command":"turn_on","timeoutMs":-1}', "400 INVALID_REQUEST timeoutMs"],
    ["whose timeoutMs is infinite", '{"command":"turn_on","timeoutMs":1e999}', "400 INVALID_REQUEST timeoutMs"],
    ["whose wait is unknown", '{"command":"turn_on","wait":"soon"}', "400 INVALID_REQUEST wait"],
    ["with NaN", '{"command":"set_brightness","payload":{"brightness":NaN}}', "400 INVALID_REQUEST JSON"],
    ["with an infinite number", setBrightness("1e999"), "400 INVALID_REQUEST payload.brightness"],
    ["with a huge number", setBrightness("1e308"), "422 INVALID_PAYLOAD brightness"],
    ["with a payload of the wrong type", setBrightness('"60"'), "422 INVALID_PAYLOAD brightness"],
    ["with a command that the device does not take", '{"command":"explode"}', "422 INVALID_COMMAND turn_on"],
    ["with the key __proto__", setBrightness('5,"__proto__":{"polluted":true}'), "400 INVALID_REQUEST __proto__"],
    ["with the key constructor", setBrightness('5,"constructor":{"prototype":{}}'), "400 INVALID_REQUEST constructor"],
    ["nested 10,000 deep", setBrightness("[".repeat(10_000) + "]".repeat(10_000)), "400 INVALID_REQUEST deep"],
    ["of 2 MiB", setBrightness(`"${"x".repeat(2 * MEBIBYTE)}"`), "413 BODY_TOO_LARGE bytes"],
  ])("%s is refused with its code", async (_what, body, refusal) => {
    const answer = await server.rest.post(COMMAND, body);
    expect(answer).toEqual(expectedError(refusal));
    expect(JSON.stringify(answer).length).toBeLessThan(1000);
  });

  it.each([
    ["is not said to be JSON", { "content-type": "text/plain" }, "415 UNSUPPORTED_MEDIA_TYPE Content-Type"],
    ["has a key that is too long", { "idempotency-key": "k".repeat(200) }, "400 INVALID_REQUEST key"],
    ["has a key with spaces", { "idempotency-key": "a b" }, "400 INVALID_REQUEST key"],
    ["comes from another site", { origin: "https://evil.example" }, "403 ORIGIN_NOT_ALLOWED"],
  ])("that %s is refused with its code", async (_what, headers, refusal) => {
    const answer = await server.rest.post(COMMAND, { command: "turn_on" }, headers);
    expect(answer).toEqual(expectedError(refusal));
  });
});

describe("a request", () => {
  it.each([
    ["POST /devices/nowhere/command", "404 NO_DEVICE"],
    ["POST /devices/__proto__/command", "404 NO_DEVICE"],
    ["GET /devices/constructor", "404 NO_DEVICE"],
    ["GET /devices/%00", "404 NO_DEVICE"],
    [`GET /devices/${"x".repeat(4000)}`, "404 NO_DEVICE"],
    ["GET /commands/nowhere", "404 NO_COMMAND"],
    ["GET /drivers/NO/one", "404 NO_DRIVER"],
    ["GET /nowhere", "404 NOT_FOUND"],
    ["GET /devices/lamp/command", "405 METHOD_NOT_ALLOWED"],
    ["POST /bootstrap", "405 METHOD_NOT_ALLOWED"],
    ["GET /devices?limit=many", "400 INVALID_REQUEST"],
    ["GET /devices?limit=1e9", "400 INVALID_REQUEST"],
    ["GET /commands?limit=-1", "400 INVALID_REQUEST"],
    ["GET /events?event=NO_SUCH_EVENT", "400 INVALID_REQUEST"],
  ])("%s is refused with its code", async (request, refusal) => {
    const [method, path = ""] = request.split(" ");
    const answer = await (method === "GET" ? server.rest.get(path) : server.rest.post(path, { command: "turn_on" }));
    expect(answer).toEqual(expectedError(refusal));
  });

  it.each([
    ["no JSON", "{"],
    ["an array", "[]"],
    ["a name of the wrong type", '{"name":7}'],
    ["a name that is too long", `{"name":"${"x".repeat(129)}"}`],
    ["hidden of the wrong type", '{"hidden":"yes"}'],
    ["a space of the wrong type", '{"spaceId":{}}'],
  ])("to set a device with %s is refused and changes nothing", async (_what, body) => {
    const before = await server.device("lamp");
    expect(await server.rest.post("/devices/lamp", body)).toEqual(expectedError("400 INVALID_REQUEST"));
    expect(await server.device("lamp")).toEqual(before);
  });
});

function setBrightness(value: string): string {
  return `{"command":"set_brightness","payload":{"brightness":${value}}}`;
}

/** @param refusal status, code and a word of the details, such as `400 INVALID_REQUEST timeoutMs`. */
function expectedError(refusal: string): unknown {
  const [status, code, ...words] = refusal.split(" ");
  const details = expect.arrayContaining(words.map((word) => expect.stringContaining(word)));
  const body = { ok: false, code, error: expect.stringMatching(/\.$/), details };
  return { status: Number(status), body: expect.objectContaining(body) };
}

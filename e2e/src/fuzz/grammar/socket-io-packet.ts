import { isJsonObject } from "@hos/protocol";
import { commandRequests } from "@hos/protocol/fixtures";
import * as fc from "fast-check";
import { toJsonTree, writeJsonTree } from "./json-tree.ts";
import { createJsonMutation, mutateJson } from "./mutate-json.ts";
import { createTextMutation, mutateText, type TextMutation } from "./mutate-text.ts";

/** A packet of Engine.IO as it goes over the wire. */
export interface SocketIoPacket {
  readonly text: string;
  readonly binary: boolean;
}

/** Stands for a good token in what a client sends. */
export const GOOD_TOKEN = "@token-root";

const BODIES = commandRequests.flatMap(({ frame }) => (isJsonObject(frame) ? [{ deviceId: "fuzz-1", ...frame }] : []));
const COMMANDS = [
  { deviceId: "fuzz-1", command: "turn_on", timeoutMs: 50 },
  { deviceId: "fuzz-1", command: "set_brightness", payload: { brightness: 5 }, idempotencyKey: "k" },
  { deviceId: "fuzz-alarm", command: "disarm", payload: { code: "1234" }, wait: "dispatch" },
  ...BODIES,
];
const HANDSHAKES = [
  { token: GOOD_TOKEN },
  { token: GOOD_TOKEN, coalesce: true, since: "epoch:1" },
  { token: GOOD_TOKEN, filter: { devices: ["fuzz-1"], events: ["STATE_UPDATE"] } },
  { token: "hos_x_y" },
  {},
];
const TEXTS = [
  "0",
  "1",
  "2",
  "3",
  "4",
  "5",
  "6",
  "40",
  "41",
  "42",
  "43",
  "45",
  "46",
  "451-",
  "/",
  ",",
  "-",
  "[",
  "]",
  '"',
  "b",
  "\u001e",
  "/admin,",
  "9".repeat(40),
];

const mutated = (values: readonly unknown[]) =>
  fc
    .record({
      value: fc.constantFrom(...values),
      mutations: fc.oneof(fc.constant([]), fc.array(createJsonMutation(values), { maxLength: 3 })),
    })
    .map(({ value, mutations }) => writeJsonTree(mutateJson(toJsonTree(value), mutations)));

const ack = fc.constantFrom("", "0", "1", "12", "99999999999999999999");
const texts = fc.oneof(
  { weight: 5, arbitrary: fc.constant<TextMutation[]>([]) },
  { weight: 1, arbitrary: fc.array(createTextMutation(TEXTS), { minLength: 1, maxLength: 2 }) },
);

/** The packet that opens the default namespace. */
export const connectPacket: fc.Arbitrary<SocketIoPacket> = fc
  .record({ auth: mutated(HANDSHAKES), spoilt: texts })
  .map(({ auth, spoilt }) => ({ text: mutateText(`40${auth}`, spoilt), binary: false }));

/** Packets of a client that is connected, or should be. */
export const socketIoPacket: fc.Arbitrary<SocketIoPacket> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record({
        body: mutated(COMMANDS),
        id: ack,
        event: fc.constantFrom(
          '"command"',
          '"command"',
          '"command"',
          '"connect"',
          '"disconnect"',
          '"__proto__"',
          '"x"',
          "7",
          "null",
        ),
        spoilt: texts,
      })
      .map(({ body, id, event, spoilt }) => ({ text: mutateText(`42${id}[${event},${body}]`, spoilt), binary: false })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(
        '451-["command",{"_placeholder":true,"num":0}]',
        '452-1["command",{"_placeholder":true,"num":9}]',
        "46-0[]",
        "4500",
      )
      .map((text) => ({ text, binary: false })),
  },
  { weight: 1, arbitrary: connectPacket },
  {
    weight: 1,
    arbitrary: fc.record({
      text: fc.oneof(fc.constantFrom(...TEXTS), fc.string({ unit: "binary", maxLength: 60 })),
      binary: fc.boolean(),
    }),
  },
);

import type { TSchema } from "typebox";
import { NamedSchemas, type SchemaJson } from "./named-schemas.ts";

/** An AsyncAPI 3 document. */
export type AsyncApiDocument = SchemaJson;

/** A message of an AsyncAPI document. */
export interface AsyncMessage {
  readonly summary: string;
  readonly payload: TSchema;
}

/** What {@link createAsyncApiDocument} needs to know. */
export interface AsyncApiDescription {
  readonly title: string;
  readonly version: string;
  readonly description: string;
  readonly server: SchemaJson;
  readonly channel: { readonly id: string; readonly address: string; readonly description: string };
  /** What the hub takes, by name. */
  readonly received: Readonly<Record<string, AsyncMessage>>;
  /** What the hub sends, by name. */
  readonly sent: Readonly<Record<string, AsyncMessage>>;
  /** Schemas to name once. */
  readonly schemas: Readonly<Record<string, TSchema>>;
}

/** An AsyncAPI 3 document with one channel, seen from the hub. */
export function createAsyncApiDocument(about: AsyncApiDescription): AsyncApiDocument {
  const schemas = new NamedSchemas(about.schemas);
  const messages = { ...about.received, ...about.sent };
  const { id, address, description } = about.channel;
  return {
    asyncapi: "3.0.0",
    info: {
      title: about.title,
      version: about.version,
      description: about.description,
      license: { name: "Apache-2.0" },
    },
    defaultContentType: "application/json",
    servers: { hub: about.server },
    channels: {
      [id]: { address, description, messages: mapMembers(messages, (_, name) => ref(`components/messages/${name}`)) },
    },
    operations: {
      ...mapOperations("receive", id, about.received),
      ...mapOperations("send", id, about.sent),
    },
    components: {
      messages: mapMembers(messages, ({ summary, payload }, name) => ({
        name,
        summary,
        payload: schemas.refer(payload),
      })),
      schemas: schemas.components(),
    },
  };
}

function mapOperations(
  action: "receive" | "send",
  channel: string,
  messages: Readonly<Record<string, AsyncMessage>>,
): SchemaJson {
  return Object.fromEntries(
    Object.entries(messages).map(([name, { summary }]) => [
      `${action}.${name}`,
      { action, channel: ref(`channels/${channel}`), summary, messages: [ref(`channels/${channel}/messages/${name}`)] },
    ]),
  );
}

function mapMembers<Member>(
  members: Readonly<Record<string, Member>>,
  change: (member: Member, name: string) => SchemaJson,
): SchemaJson {
  return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, change(member, name)]));
}

function ref(path: string): SchemaJson {
  return { $ref: `#/${path}` };
}

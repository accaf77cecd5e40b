import type { TSchema } from "typebox";

/** A JSON Schema as it stands in a document. */
export type SchemaJson = Readonly<Record<string, unknown>>;

/** Schemas that a document names once and refers to. */
export class NamedSchemas {
  readonly #nameOf = new Map<string, string>();
  readonly #schemas: Readonly<Record<string, TSchema>>;
  readonly #referred = new Set<string>();

  /** @param schemas by the names that they get in `components.schemas`; no two of them alike. */
  constructor(schemas: Readonly<Record<string, TSchema>>) {
    this.#schemas = schemas;
    for (const [name, schema] of Object.entries(schemas)) this.#nameOf.set(JSON.stringify(schema), name);
  }

  /** `schema` as JSON, with a reference in the place of each named schema, itself included. */
  refer(schema: TSchema): SchemaJson {
    return this.#replace(toJson(schema)) as SchemaJson;
  }

  /** The body of `components.schemas`: what was referred to so far, and what that refers to. Comes last. */
  components(): Readonly<Record<string, SchemaJson>> {
    const components = new Map<string, SchemaJson>();
    // Grows while it is walked, by what each schema refers to.
    for (const name of this.#referred) {
      const schema = this.#schemas[name];
      if (schema !== undefined) components.set(name, this.#replaceMembers(toJson(schema)));
    }
    return Object.fromEntries([...components].toSorted(([one], [other]) => (one < other ? -1 : 1)));
  }

  #replace(value: unknown): unknown {
    if (typeof value !== "object" || value === null) return value;
    const name = this.#nameOf.get(JSON.stringify(value));
    if (name === undefined) return this.#replaceMembers(value);
    this.#referred.add(name);
    return { $ref: `#/components/schemas/${name}` };
  }

  #replaceMembers(value: object): SchemaJson {
    if (Array.isArray(value)) return value.map((item) => this.#replace(item)) as unknown as SchemaJson;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, this.#replace(member)]));
  }
}

// A schema carries members that JSON does not have.
function toJson(schema: TSchema): SchemaJson {
  return JSON.parse(JSON.stringify(schema)) as SchemaJson;
}

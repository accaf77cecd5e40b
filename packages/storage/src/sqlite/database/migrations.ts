/** Says in the header of the file that it is ours: "HOS1" in ASCII. https://sqlite.org/pragma.html#pragma_application_id */
export const APPLICATION_ID = 0x484f5331;

/**
 * The steps from one version of the database to the next; the first makes an empty one. Never change a step that was
 * released: files in the field are past it.
 *
 * `position` keeps the order in which rows were first written. A device stands in two tables because its state changes
 * often and its description, which may be large, hardly ever.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE documents (
    position INTEGER PRIMARY KEY,
    collection TEXT NOT NULL,
    id TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (collection, id)
  ) STRICT;
  CREATE TABLE devices (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL) STRICT;
  CREATE TABLE device_states (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL) STRICT;
  CREATE TABLE device_settings (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL) STRICT;
  CREATE TABLE journal (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL) STRICT;
  `,
];

export type { Open } from "./define-suite.ts";
export { describeDocumentPersistence } from "./describe-document-persistence.ts";
export { describeJournalPersistence } from "./describe-journal-persistence.ts";

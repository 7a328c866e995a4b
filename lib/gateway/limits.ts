/** What one request may hold. The sizes stand in the CapabilityStatement and in docs/ingest.md too, and a test compares them. */
export const LIMITS = {
  resourceBytes: 256 * 1024,
  bundleBytes: 8 * 1024 * 1024,
  bundleEntries: 1000,
  /** After so many issues in the answer to a batch or a stream, each refused entry or line is told one, and whether there are more. */
  answerIssues: 1000,
  /** Lines and bytes of a stream that are committed together. */
  batchLines: 500,
  batchBytes: 4 * 1024 * 1024,
  /** How long a line may wait for others before it is committed without them. */
  lingerMs: 20,
  /** How long a client may take to read the end of an answer that came before the end of its request. */
  lingerCloseMs: 1000,
  /** Entries of a page of a search: where nothing is asked for, and at most; and how many one request reads, in steps. */
  searchUsual: 100,
  searchEntries: 1000,
  searchRead: 5000,
  searchStep: 500,
  searchBytes: 16 * 1024,
  /** A connection on which neither side moves is closed. */
  idleMs: 60_000,
} as const

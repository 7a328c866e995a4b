/** What can be wrong with a request, in one list: HTTP status, FHIR issue code, what the person is told (a key of the message files), RFC 6750 error. */
const TABLE = {
  'bad-request': { status: 400, issue: 'invalid', sentence: 'problem.error.text' },
  'invalid-resource': { status: 422, issue: 'processing', sentence: 'problem.error.text' },
  'not-logged-in': { status: 401, issue: 'login', sentence: 'loggedOut.title' },
  'not-a-person': { status: 403, issue: 'forbidden', sentence: 'logIn.error.notAPerson' },
  'assurance-too-low': { status: 403, issue: 'forbidden', sentence: 'logIn.error.assuranceTooLow' },
  'log-in-too-old': { status: 403, issue: 'forbidden', sentence: 'logIn.error.logInTooOld' },
  'not-staff': { status: 403, issue: 'forbidden', sentence: 'logIn.error.notStaff' },
  'foreign-request': { status: 403, issue: 'security', sentence: 'problem.error.text' },
  'token-missing': { status: 401, issue: 'login', sentence: 'problem.error.text', bearer: '' },
  'token-invalid': { status: 401, issue: 'login', sentence: 'problem.error.text', bearer: 'invalid_token' },
  'token-expired': { status: 401, issue: 'expired', sentence: 'problem.error.text', bearer: 'invalid_token' },
  'scope-missing': { status: 403, issue: 'forbidden', sentence: 'problem.error.text', bearer: 'insufficient_scope' },
  'record-system-unknown': { status: 403, issue: 'forbidden', sentence: 'problem.error.text' },
  'auditor-unknown': { status: 403, issue: 'forbidden', sentence: 'problem.error.text' },
  'not-found': { status: 404, issue: 'not-found', sentence: 'problem.notFound.text' },
  'not-now': { status: 409, issue: 'conflict', sentence: 'problem.notNow.text' },
  'method-not-allowed': { status: 405, issue: 'not-supported', sentence: 'problem.error.text' },
  'not-acceptable': { status: 406, issue: 'not-supported', sentence: 'problem.error.text' },
  'too-large': { status: 413, issue: 'too-long', sentence: 'problem.error.text' },
  'unsupported-media-type': { status: 415, issue: 'not-supported', sentence: 'problem.error.text' },
  'too-many-requests': { status: 429, issue: 'throttled', sentence: 'problem.error.text' },
  internal: { status: 500, issue: 'exception', sentence: 'problem.error.text' },
  unavailable: { status: 503, issue: 'transient', sentence: 'problem.error.text' },
} as const satisfies Record<string, ErrorKind>

type ErrorKind = { readonly status: number; readonly issue: string; readonly sentence: string; readonly bearer?: string }
export type AppErrorCode = keyof typeof TABLE

export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: AppErrorCode

  constructor(code: AppErrorCode, options: { readonly message?: string; readonly cause?: unknown } = {}) {
    super(options.message ?? code, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
  }

  get kind(): ErrorKind {
    return TABLE[this.code]
  }

  /** The `WWW-Authenticate` field of RFC 6750, section 3; undefined when no token would help. */
  get challenge(): string | undefined {
    const { bearer } = this.kind
    if (bearer === undefined) return undefined
    const realm = 'Bearer realm="sightline"'
    return bearer === ''
      ? realm
      : `${realm}, error="${bearer}", error_description="${this.message.replace(/[^\x20\x21\x23-\x5b\x5d-\x7e]/g, "'")}"`
  }
}

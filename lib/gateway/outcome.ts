import { fewIssues } from '#lib/event/fhir-profile.ts'
import { AppError, type AppErrorCode } from '#lib/server/app-error.ts'

/** FHIR R4 OperationOutcome: what every answer but success holds. `code` is of http://hl7.org/fhir/issue-type. */
export type Issue = {
  readonly severity: 'fatal' | 'error' | 'warning' | 'information'
  readonly code: string
  readonly diagnostics: string
  /** FHIRPath of the element, such as `AuditEvent.agent[0].who`. */
  readonly expression?: readonly string[]
}

export type OperationOutcome = { readonly resourceType: 'OperationOutcome'; readonly issue: readonly Issue[] }

export function operationOutcome(issue: readonly Issue[]): OperationOutcome {
  return { resourceType: 'OperationOutcome', issue }
}

export function problem(code: string, diagnostics: string, expression?: string): Issue {
  return { severity: 'error', code, diagnostics, ...(expression !== undefined && { expression: [expression] }) }
}

export type Headers = Readonly<Record<string, string>>

/** Why a request, an entry of a batch or a line of a stream was not taken: the code gives the status, the issues name the elements. */
export class Refusal extends AppError {
  readonly issues: readonly Issue[]
  readonly headers: Headers

  constructor(code: AppErrorCode, issues: readonly Issue[], headers: Headers = {}) {
    super(code, { message: issues[0]?.diagnostics ?? code })
    this.issues = issues
    this.headers = headers
  }
}

/** A refusal with one issue of the table's own FHIR code. */
export function refuse(code: AppErrorCode, diagnostics: string, headers: Headers = {}, expression?: string): Refusal {
  return new Refusal(code, [problem(new AppError(code).kind.issue, diagnostics, expression)], headers)
}

export function unavailable(diagnostics: string, retryAfterSeconds = 5): Refusal {
  return refuse('unavailable', diagnostics, { 'retry-after': String(retryAfterSeconds) })
}

/** The outcomes of the refusals in one answer: after `most` issues, each further one is told its first, and whether there are more. */
export function briefly(most: number): (refusal: Refusal) => OperationOutcome {
  let named = 0
  return ({ issues }) => {
    const told = fewIssues(issues, Math.max(1, most - named))
    named += told.length
    return operationOutcome(told)
  }
}

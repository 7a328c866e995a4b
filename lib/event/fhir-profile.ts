import { z } from 'zod'
import { isInstant, LIMIT, OUTCOMES } from './access-event.ts'
import { hasHidden, oneLine } from './visible.ts'

/**
 * The AuditEvents that are taken: FHIR R4 as IHE BALP, CH:ATC and gematik send it. Elements that are read are checked; others may be
 * there and are not read. Where a sender differs from R4 and its meaning is plain, it is taken as meant; the test of every sample shows it.
 */

/** How many of a kind one AuditEvent may have, and how many of its elements are named when they are wrong. */
export const MOST = { agents: 20, entities: 100, codings: 20, issues: 20 } as const

/** Anything at all that one can see: a name of joiners and fillers alone would be a person without a name. */
const SEEN = /[^\s\p{Default_Ignorable_Code_Point}]/u
const HIDDEN = 'must not hold control characters, nor those that change the direction of text'
// Lengths are counted in UTF-16 code units, as in `access-event.ts`; zod's own `max` counts characters.
const text = (max: number) =>
  z
    .string('must be a text')
    .overwrite((value) => oneLine(value).trim())
    .superRefine((value, ctx) => {
      if (!SEEN.test(value)) ctx.addIssue('must not be empty')
      else if (value.length > max)
        ctx.addIssue({ code: 'too_big', origin: 'string', maximum: max, message: `must not be longer than ${max}` })
      else if (!value.isWellFormed()) ctx.addIssue('must consist of whole characters')
      else if (hasHidden(value)) ctx.addIssue(HIDDEN)
    })
const longText = z
  .string()
  .overwrite(oneLine)
  .refine((value) => !hasHidden(value), HIDDEN)
const line = text(LIMIT.text).optional()
const uri = text(LIMIT.uri).optional()

/** A list. Its length is checked before its items, and they only until more of them are wrong than are named. */
const several = <T extends z.ZodType>(item: T, most: number = MOST.codings, least = 0) =>
  z
    .array(z.unknown(), 'must be a list')
    .max(most, `must not have more than ${most} items`)
    .min(least, 'must not be empty')
    .transform((values, ctx) => {
      const items: z.output<T>[] = []
      for (const [index, value] of values.entries()) {
        const { data, error } = item.safeParse(value, { reportInput: true })
        if (!error) items.push(data)
        for (const found of error?.issues ?? []) ctx.issues.push({ ...found, path: [index, ...found.path] } as z.core.$ZodRawIssue)
        if (ctx.issues.length > MOST.issues) break
      }
      return items
    })

const coding = z.looseObject({ system: uri, code: text(LIMIT.code).optional(), display: line }, 'must be a Coding')
const codedCoding = z.looseObject({ system: uri, code: text(LIMIT.code), display: line }, 'must be a Coding')
const concept = z.looseObject({ coding: several(coding).optional(), text: line }, 'must be a CodeableConcept')
const identifier = z.looseObject({ system: uri, value: line })
const reference = z.looseObject({ reference: uri, type: uri, identifier: identifier.optional(), display: line })

const INSTANT = /^(\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?)(Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/
const instant = z.string('must be an instant').transform((value, ctx) => {
  const parts = INSTANT.exec(value)
  const local = parts?.[1] && new Date(`${parts[1].slice(0, 23)}Z`)
  if (!parts || !local || Number.isNaN(local.getTime()) || !parts[1]?.startsWith(local.toISOString().slice(0, 19))) {
    ctx.addIssue('must be an instant with seconds and a time zone, such as 2026-08-06T17:30:00+03:00')
    return z.NEVER
  }
  const utc = new Date(`${parts[1].slice(0, 23)}${parts[2]}`).toISOString()
  if (isInstant(utc)) return utc
  ctx.addIssue('must be an instant of the years 1 to 9999')
  return z.NEVER
})

const agent = z.looseObject({
  type: concept.optional(),
  role: several(concept).optional(),
  who: reference.optional(),
  altId: line,
  name: line,
  // gematik's ePA leaves it out.
  requestor: z.boolean('must be true or false').optional(),
  policy: several(text(LIMIT.uri)).optional(),
  network: z.looseObject({ address: uri, type: text(LIMIT.code).optional() }).optional(),
  purposeOfUse: several(concept).optional(),
})

const detail = z
  .looseObject({ type: line, valueString: z.string().optional(), valueBase64Binary: z.string().optional() })
  .superRefine(({ type, valueString = '' }, ctx) => {
    if (type === 'title' && hasHidden(oneLine(valueString))) ctx.addIssue({ code: 'custom', path: ['valueString'], message: HIDDEN })
  })

const entity = z.looseObject({
  what: reference.optional(),
  type: coding.optional(),
  role: coding.optional(),
  securityLabel: several(coding).optional(),
  name: line,
  description: longText.optional(),
  query: z.base64('must be base64').optional(),
  detail: several(detail, MOST.entities).optional(),
})

export const auditEvent = z.looseObject(
  {
    modifierExtension: z.undefined('an extension that changes the meaning cannot be understood').optional(),
    meta: z.looseObject({ security: several(coding).optional() }).optional(),
    text: z
      .looseObject({ status: z.string().optional(), div: longText.max(20_000, 'must not be longer than 20000 characters').optional() })
      .optional(),
    type: codedCoding,
    subtype: several(coding).optional(),
    action: z.enum(['C', 'R', 'U', 'D', 'E'], 'must be C, R, U, D or E'),
    period: z.looseObject({ start: instant.optional() }).optional(),
    recorded: instant,
    outcome: z.enum(OUTCOMES, 'must be 0, 4, 8 or 12'),
    purposeOfEvent: several(concept).optional(),
    agent: several(agent, MOST.agents, 1),
    // gematik's ePA has an object in the place of `source.type`, a list in R4; neither is read.
    source: z.looseObject({ site: line, observer: reference }),
    entity: several(entity, MOST.entities).optional(),
  },
  'must be an AuditEvent',
)

export type AuditEvent = z.output<typeof auditEvent>
export type FhirAgent = AuditEvent['agent'][number]
export type FhirEntity = NonNullable<AuditEvent['entity']>[number]
export type FhirCoding = z.output<typeof coding>
export type FhirConcept = z.output<typeof concept>
export type FhirReference = z.output<typeof reference>

/** What FHIR's OperationOutcome says about one element. */
export type Issue = {
  readonly severity: 'error'
  /** Of http://hl7.org/fhir/issue-type. */
  readonly code: 'structure' | 'required' | 'value' | 'too-long' | 'not-supported' | 'business-rule'
  readonly diagnostics: string
  /** FHIRPath, such as `AuditEvent.agent[0].who`. */
  readonly expression: readonly string[]
}

export function issue(code: Issue['code'], expression: string, diagnostics: string): Issue {
  return { severity: 'error', code, diagnostics: `${expression} ${diagnostics}.`, expression: [expression] }
}

/** The elements of R5 that say what R4 says elsewhere: an AuditEvent of R5 is not read as if it were one of R4. */
const R5_ONLY = ['code', 'category', 'severity', 'occurredPeriod', 'occurredDateTime', 'authorization', 'basedOn', 'patient', 'encounter']

/** The checked resource, or an issue for each element that is wrong, up to `MOST.issues`, and then one that says that there are more. */
export function readAuditEvent(resource: unknown): AuditEvent | readonly Issue[] {
  if (!isAuditEvent(resource)) return [issue('structure', 'resourceType', 'must be AuditEvent')]
  const result = auditEvent.safeParse(resource, { reportInput: true })
  const newer = Object.keys(resource)
    .filter((element) => R5_ONLY.includes(element))
    .map((element) => issue('not-supported', `AuditEvent.${element}`, 'is an element of FHIR R5; send FHIR R4'))
  if (result.success && newer.length === 0) return result.data
  const wrong = (result.error?.issues ?? []).map((found) => issue(codeOf(found), fhirPath(found.path), messageOf(found)))
  return fewIssues([...newer, ...wrong], MOST.issues)
}

/** The first `most` of what is wrong with a resource, and one that says that they are not all. */
export function fewIssues<T>(issues: readonly T[], most: number): readonly (T | Issue)[] {
  return issues.length <= most
    ? issues
    : [...issues.slice(0, most), issue('value', 'AuditEvent', 'has more that is wrong than is named here')]
}

function isAuditEvent(resource: unknown): resource is object {
  return typeof resource === 'object' && resource !== null && 'resourceType' in resource && resource.resourceType === 'AuditEvent'
}

export function isIssues(value: AuditEvent | readonly Issue[]): value is readonly Issue[] {
  return Array.isArray(value)
}

const fhirPath = (path: readonly PropertyKey[]) =>
  path.reduce<string>((text, key) => (typeof key === 'number' ? `${text}[${key}]` : `${text}.${String(key)}`), 'AuditEvent')

const isMissing = (found: z.core.$ZodIssue) => 'input' in found && found.input === undefined

function codeOf(found: z.core.$ZodIssue): Issue['code'] {
  if (isMissing(found)) return 'required'
  if (found.code === 'too_big') return 'too-long'
  return found.code === 'invalid_type' ? 'structure' : 'value'
}

function messageOf(found: z.core.$ZodIssue): string {
  return isMissing(found) ? 'is missing' : found.message.replace(/^Invalid input: /, 'is not as R4 has it: ')
}

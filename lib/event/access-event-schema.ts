import { z } from 'zod'
import {
  ACTIONS,
  ACTOR_KINDS,
  CATEGORIES,
  DIGEST,
  fitsKind,
  isInstant,
  KINDS,
  LIMIT,
  OUTCOMES,
  type SealedEvent,
  UUID,
} from './access-event.ts'
import { text as isText } from './shape.ts'

// zod's own `max` counts characters; here UTF-16 code units count.
const text = (max: number) => z.string().refine(isText(max), `must be whole characters, between 1 and ${max} code units`)
const line = text(LIMIT.text)
const uri = text(LIMIT.uri)
const code = text(LIMIT.code)
const uuid = z.string().regex(UUID, 'must be a UUID in lower case')
const digest = z.string().regex(DIGEST, 'must be 32 bytes in base64')
const instant = z.string().refine(isInstant, 'must be an instant such as 2026-08-06T14:30:00.000Z')

const coding = z.strictObject({ system: z.exactOptional(uri), code, display: z.exactOptional(line) })
const identifier = z.strictObject({ system: z.exactOptional(uri), value: line })
const patient = z.strictObject({ system: uri, value: code })
const named = z
  .strictObject({ name: z.exactOptional(line), identifier: z.exactOptional(identifier) })
  .refine(({ name, identifier }) => name !== undefined || identifier !== undefined, 'must have a name or an identifier')
const agent = z.strictObject({ kind: z.enum(ACTOR_KINDS), role: z.exactOptional(coding) })

const members = {
  id: uuid,
  kind: z.enum(KINDS),
  patient,
  accessedAt: instant,
  recordedAt: instant,
  action: z.enum(ACTIONS),
  eventType: coding,
  eventCodes: z.array(coding).min(1),
  outcome: z.enum(OUTCOMES),
  actor: z.exactOptional(agent),
  onBehalfOf: z.exactOptional(agent),
  organisation: named,
  unit: z.exactOptional(named),
  application: z.exactOptional(named),
  purpose: z.array(coding),
  emergency: z.boolean(),
  automatic: z.boolean(),
  data: z.array(z.strictObject({ category: z.enum(CATEGORIES), title: z.exactOptional(line), reference: z.exactOptional(uri) })).min(1),
  origin: z.strictObject({ id: text(100), name: line, observer: z.exactOptional(named) }),
  correlationId: z.exactOptional(code),
  legalBasis: z.array(uri),
  sensitivity: z.array(coding),
  nameVisibility: z.union([
    z.strictObject({ policy: z.enum(['shown', 'role-only', 'by-law']) }),
    z.strictObject({ policy: z.literal('delayed'), until: instant }),
  ]),
  sourceText: z.exactOptional(line),
  erased: z.exactOptional(z.array(z.int().min(0)).min(1)),
  linked: z.exactOptional(patient),
  corrected: z.exactOptional(uuid),
}
/** The same language as `parseEvent`, for values: `access-event.test.ts` compares the two. */
export const sealedEvent: z.ZodType<SealedEvent> = z
  .strictObject({ ...members, concealed: digest, sourceDigest: digest })
  .refine(fitsKind, 'has members of another kind of event')

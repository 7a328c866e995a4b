import { askers } from './askers.ts'
import { calendar } from './calendar.ts'
import { automaticAndLate, difficultName, emergency, formerPartner, lawsuit, namesNotShown, reportedTwice } from './incidents.ts'
import { childHistory, longHistory, typicalHistory } from './ordinary.ts'
import { Random } from './random.ts'
import { type AuditEventJson, auditEvent, type Look } from './shapes.ts'
import { strangers } from './strangers.ts'

/** An AuditEvent as its record system would send it. `recordSystem` is an id of `DEMO_RECORD_SYSTEMS`. */
export type Submittable = { readonly recordSystem: string; readonly resource: AuditEventJson }

export type StoryOptions = { readonly seed: string; readonly until: Date }

/**
 * All people's stories, in the order in which they were recorded, each before `until`. The same seed and the same day give the same
 * bytes, so that submitting them again stores nothing.
 */
export function stories({ seed, until }: StoryOptions): readonly Submittable[] {
  const random = new Random(seed)
  const days = calendar(until)
  const looks = [
    ...typicalHistory(days, random.fork('typical')),
    ...longHistory(days, random.fork('long')),
    ...formerPartner(days, random.fork('former partner')),
    ...lawsuit(days, random.fork('lawsuit')),
    ...emergency(days),
    ...automaticAndLate(days, random.fork('late')),
    ...reportedTwice(days, random.fork('twice')),
    ...namesNotShown(days),
    ...difficultName(days, random.fork('name')),
    ...strangers(days),
    ...childHistory(days, random.fork('child')),
    ...askers(days),
  ]
  return looks
    .map((look) => ({ look, time: recordedAt(look) }))
    .sort((a, b) => a.time - b.time)
    .map(({ look }) => ({ recordSystem: look.system.id, resource: auditEvent(look) }))
}

const recordedAt = ({ at, recorded = at }: Look) => Date.parse(recorded)

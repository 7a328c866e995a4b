import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type AccessEvent, type Concealed, type EventDraft, withNames } from '../access-event.ts'
import { fromAuditEvent } from '../fhir.ts'
import type { IdentifierSystem } from '../identifier.ts'
import { automaticKey, isTest, sentence } from '../words.ts'
import { ALEKSANDR, ANDRES, DEMO_PEOPLE, type DemoPerson, HELVE, JAAN, KERSTI, LIIS, MARI, MARY, PEETER, TOOMAS, VIIVI } from './people.ts'
import { DEMO_RECORD_SYSTEMS } from './record-systems.ts'
import { stories } from './stories.ts'
import { checkDigit, volume, volumePatient } from './volume.ts'

const systems: readonly IdentifierSystem[] = [{ system: 'https://fhir.ee/sid/pid/est/ni', aliases: [], pattern: '[0-9]{11}', strip: 'EE' }]
const until = new Date('2026-11-22T21:00:00Z')
const all = stories({ seed: 'sightline', until })

type Shown = { readonly event: EventDraft; readonly concealed: Concealed; readonly shown: AccessEvent }

const mapped = all.map(({ recordSystem, resource }): Shown => {
  const sender = DEMO_RECORD_SYSTEMS.find(({ id }) => id === recordSystem)
  assert.ok(sender)
  const result = fromAuditEvent(resource, sender, { systems, clock: { now: until.getTime(), skewMs: 0 } })
  assert.ok(!('issues' in result), JSON.stringify('issues' in result && result.issues))
  const { event, concealed } = result
  return { event, concealed, shown: withNames({ ...event, concealed: '', sourceDigest: '' }, concealed) }
})

const of = (person: DemoPerson) => mapped.filter(({ event }) => event.patient.value === person.code)

test('the same seed and until give the same bytes, and others give others', () => {
  const bytes = JSON.stringify(all)
  assert.equal(JSON.stringify(stories({ seed: 'sightline', until })), bytes)
  assert.notEqual(JSON.stringify(stories({ seed: 'other', until })), bytes)
  assert.notEqual(JSON.stringify(stories({ seed: 'sightline', until: new Date('2026-11-24T21:00:00Z') })), bytes)
})

test('every event is a different one, recorded before until and in order', () => {
  assert.equal(new Set(all.map((one) => JSON.stringify(one))).size, all.length)
  const recorded = mapped.map(({ event }) => event.recordedAt)
  assert.deepEqual(recorded, recorded.toSorted())
  assert.ok((recorded.at(-1) ?? '') < until.toISOString())
})

test('every record system of the demonstration sends something, in each of the three shapes', () => {
  assert.deepEqual(new Set(all.map(({ recordSystem }) => recordSystem)), new Set(DEMO_RECORD_SYSTEMS.map(({ id }) => id)))
  assert.deepEqual(new Set(DEMO_RECORD_SYSTEMS.map(({ shape }) => shape)), new Set(['balp', 'ch-atc', 'gematik']))
})

test('people have personal codes with a right check digit, all different', () => {
  for (const { code } of [...DEMO_PEOPLE, volumePatient(0), volumePatient(1), volumePatient(99_999)]) {
    assert.match(code, /^[3-6]\d{10}$/)
    assert.equal(checkDigit(code.slice(0, 10)), Number(code[10]), code)
  }
  const codes = new Set([...DEMO_PEOPLE.map(({ code }) => code), ...Array.from({ length: 40_000 }, (_, i) => volumePatient(i).code)])
  assert.equal(codes.size, DEMO_PEOPLE.length + 40_000)
})

test('the typical patient has 60 entries over about two years, the chronic one 3,000, the newcomer none', () => {
  assert.equal(of(MARI).length, 60)
  const times = of(MARI).map(({ event }) => Date.parse(event.accessedAt))
  const years = (Math.max(...times) - Math.min(...times)) / (365 * 86_400_000)
  assert.ok(years > 1.9 && years < 2.1, `${years} years`)
  assert.ok(of(MARI).some(({ shown }) => sentence(shown).who.key === 'you'))
  assert.equal(of(JAAN).length, 3000)
  assert.equal(of(LIIS).length, 0)
})

test('the nurse who was his partner looked four times at night without a reason', () => {
  const looks = of(ANDRES).filter(({ shown }) => shown.actor?.name === 'Kristel Aas')
  assert.equal(looks.length, 4)
  assert.ok(looks.every(({ event }) => event.purpose.length === 0))
})

test('the surgeon looked 214 times on two mornings', () => {
  const looks = of(HELVE).filter(({ shown, event }) => shown.actor?.name === 'Dr Margus Oja' && event.accessedAt > '2026-10')
  assert.equal(looks.length, 214)
  assert.deepEqual(
    [...Map.groupBy(looks, ({ event }) => event.accessedAt.slice(0, 10)).values()].map(({ length }) => length),
    [131, 83],
  )
  assert.ok(looks.every(({ event }) => event.accessedAt.slice(11) < '11:00'))
})

test('the glass was broken, and an attempt was refused', () => {
  assert.equal(of(TOOMAS).filter(({ event }) => event.emergency).length, 4)
  assert.ok(of(TOOMAS).some(({ shown }) => sentence(shown).action === 'emergency-start'))
  assert.equal(of(TOOMAS).filter(({ event }) => event.outcome === '8').length, 1)
})

test('a program asked for the whole list every week, and a laboratory reported months late', () => {
  assert.equal(of(KERSTI).filter(({ shown }) => automaticKey(shown) === 'list-query').length, 20)
  const late = of(KERSTI).filter(({ event }) => Date.parse(event.recordedAt) - Date.parse(event.accessedAt) > 30 * 86_400_000)
  assert.equal(late.length, 14)
  const silent = of(KERSTI).filter(({ event }) => event.origin.id === 'west-laboratory')
  assert.equal(silent.length, 15)
})

test('one read was reported by client and server, from two origins, with one id', () => {
  const [reports] = [...Map.groupBy(of(PEETER), ({ event }) => event.correlationId ?? '')]
    .filter(([id]) => id !== '')
    .map(([, group]) => group)
  assert.equal(reports?.length, 2)
  assert.equal(new Set(reports?.map(({ event }) => event.origin.id)).size, 2)
  assert.deepEqual(reports?.[0]?.concealed, reports?.[1]?.concealed)
  assert.deepEqual(reports?.[0]?.event.action, reports?.[1]?.event.action)
})

test('names are withheld by law, or shown after a week: one is open and one is not', () => {
  const visibility = of(ALEKSANDR).map(({ event }) => event.nameVisibility)
  assert.equal(visibility.filter(({ policy }) => policy === 'by-law').length, 3)
  const delayed = visibility.flatMap((one) => (one.policy === 'delayed' ? [one.until < until.toISOString()] : []))
  assert.deepEqual(delayed.toSorted(), [false, true])
})

test('people whom she never met looked, in as many roles, and once it was a test', () => {
  const roles = of(VIIVI).map(({ shown }) => sentence(shown).who.role)
  assert.deepEqual(new Set(roles), new Set(['nurse', 'physician', 'radiologist', 'unknown']))
  assert.ok(of(VIIVI).some(({ shown }) => sentence(shown).onBehalfOf?.role === 'surgeon'))
  assert.equal(of(VIIVI).filter(({ shown }) => isTest(shown)).length, 1)
  assert.ok(of(VIIVI).some(({ event }) => event.nameVisibility.policy === 'role-only'))
})

test('the hour that came twice has two looks, an hour apart', () => {
  const night = of(MARY).filter(({ shown }) => shown.actor?.name === 'Kristel Aas')
  assert.deepEqual(
    night.map(({ event }) => event.accessedAt),
    ['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z'],
  )
  assert.ok(night.every(({ event }) => event.onBehalfOf?.kind === 'professional'))
})

test('names of people stand in the concealed part only', () => {
  for (const { event, concealed } of mapped) {
    const name = concealed.actor?.name
    if (name && event.nameVisibility.policy !== 'shown') assert.ok(!JSON.stringify(event).includes(name), name)
  }
})

test('events in volume are for as many people as asked, always the same, and accepted', () => {
  const options = { seed: 'sightline', until, patients: 50, events: 400 }
  const events = [...volume(options)]
  assert.equal(JSON.stringify([...volume(options)]), JSON.stringify(events))
  assert.equal(new Set(events.map((one) => JSON.stringify(one))).size, 400)
  const people = events.map(({ recordSystem, resource }) => {
    const sender = DEMO_RECORD_SYSTEMS.find(({ id }) => id === recordSystem)
    const result = sender && fromAuditEvent(resource, sender, { systems })
    return result && 'event' in result && result.event.patient.value
  })
  assert.equal(new Set(people).size, 50)
})

test('events in volume are made faster than a gateway takes them', () => {
  const options = { seed: 'sightline', until, patients: 10_000, events: 10_000 }
  const start = performance.now()
  for (const { resource } of volume(options)) assert.ok(resource)
  const rate = Math.round((options.events / (performance.now() - start)) * 1000)
  console.log(`volume: ${rate} events/s made`)
  assert.ok(rate > 3000)
})

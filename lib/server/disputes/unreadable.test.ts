import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createPool, type Pool } from '#lib/db/pool.ts'
import { patientSnapshot, type Snapshot } from '#lib/db/prisma.ts'
import { SUPPORT } from '#lib/dispute/roles.ts'
import { ESTONIA } from '#lib/dispute/testing.ts'
import { type CaseEntry, verdictOf } from '#lib/dispute/view.ts'
import { createCause, mergeBatch } from '../causes/work.ts'
import { type Desk, readAt, workAt } from '../desk.ts'
import type { CaseId } from './cases.ts'
import { createDraft } from './drafts.ts'
import { readCaseEntries } from './entries.ts'
import { readEntries } from './named-entries.ts'
import { caseAt, queueAt } from './officer.ts'
import { organisationNames } from './organisations.ts'
import { overviewAt } from './overview.ts'
import { readQueue } from './queue.ts'
import { readStaffCase } from './read-staff-case.ts'
import { changeSamplesAt, sampledAt } from './samples.ts'
import { CLINIC, MARI, TestOffice } from './testing-office.ts'
import { readCase } from './view.ts'

/** What may have become of the bytes of an event, or of the names in it. */
const ROT: Readonly<Record<string, string>> = {
  'a piece is missing': `event = substring(event FROM 1 FOR 200)`,
  'a byte is no text': `event = set_byte(event, 20, 255)`,
  'there is a line in it': `event = event || '\\x0a'`,
  'it is something else': `event = '{"accessedAt":"yesterday"}'`,
  'it is nothing at all': `event = ''`,
  'it is a number': `event = '7'`,
  'its time is none': `event = convert_to(replace(convert_from(event, 'UTF8'), '"accessedAt":"2', '"accessedAt":"9999'), 'UTF8')`,
  'the names are none': `concealed = '{"actor":'`,
  'the names are no text': `concealed = '\\xff'`,
}
/** Mari's question is about these two entries; the first rots. */
const [ROTTEN, SOUND] = [3, 4]

describe('an entry whose stored bytes cannot be read', () => {
  let office: TestOffice
  let owner: Pool
  let kadri: Desk
  let ene: Desk
  before(async () => {
    office = await TestOffice.make()
    owner = createPool(office.database.ownerUrl)
    kadri = office.desk('Kadri')
    ene = office.desk('Ene')
    await owner.query('CREATE TABLE sound AS SELECT event, concealed FROM event WHERE history_index = $1', [ROTTEN])
  })
  after(async () => {
    await owner.end()
    await office.close()
  })

  const rot = async (how: string) => {
    await owner.query('UPDATE event SET event = sound.event, concealed = sound.concealed FROM sound WHERE history_index = $1', [ROTTEN])
    await owner.query(`UPDATE event SET ${how} WHERE history_index = $1`, [ROTTEN])
  }
  const asMari = <T>(work: (tx: Snapshot) => Promise<T>) => patientSnapshot(office.web, MARI, work, 'ReadCommitted')
  const verdicts = (entries: readonly CaseEntry[] = []) =>
    Object.fromEntries(entries.map((entry) => [entry.historyIndex, 'event' in entry || verdictOf(entry)]))
  const opened = async (desk: Desk, { id }: CaseId) => {
    const found = await readStaffCase(desk, id)
    assert.ok(found !== 'conflict' && found.opened)
    return found.opened
  }

  for (const [how, change] of Object.entries(ROT)) {
    test(`does not match for staff, and takes nothing else with it, where ${how}`, async () => {
      await rot('event = event')
      const at = await office.asked()
      await rot(change)
      const { entries, view } = await opened(kadri, at)
      assert.deepEqual(verdicts(entries), { [SOUND]: true, [ROTTEN]: 'mismatch' })
      assert.equal(entries.find(({ historyIndex }) => historyIndex === ROTTEN)?.binding, 'changed')
      assert.equal(view.events.length, 4)

      const officer = await caseAt(office.desk('Tõnu'), at.id)
      assert.ok(officer !== 'conflict')
      assert.deepEqual([verdicts(officer.entries), officer.question], [{ [ROTTEN]: 'mismatch' }, 'Why did she look?'])
      assert.equal(
        (await queueAt(office.desk('Tõnu'))).waiting.some(({ id }) => id === at.id),
        true,
      )
    })

    test(`does not match for its patient, where ${how}`, async () => {
      await rot('event = event')
      const at = await office.ask()
      await rot(change)
      const shown = await asMari(async (tx) => readCaseEntries(tx, MARI, (await readCase(tx, at, 'patient')).entries))
      assert.deepEqual(verdicts(shown), { [SOUND]: true, [ROTTEN]: 'mismatch' })
      const by = { patient: MARI, author: MARI }
      assert.ok(await asMari((tx) => createDraft(tx, by, [ROTTEN, SOUND])))
      const drafted = await asMari((tx) => readEntries(tx, MARI, [ROTTEN, SOUND], Date.now()))
      assert.deepEqual(
        drafted.map(({ shown, named }) => ['withheld' in shown && shown.withheld, named !== undefined]),
        [
          [false, true],
          ['unreadable', false],
        ],
      )
    })

    test(`leaves the queue, the sums, causes and samples as they are, where ${how}`, async () => {
      await rot('event = event')
      const at = await office.ask()
      await rot(change)
      assert.ok((await readAt(kadri, SUPPORT, (tx) => readQueue(tx, {}))).rows.some(({ id }) => id === at.id))
      assert.equal((await readAt(kadri, SUPPORT, organisationNames)).size, 2)
      assert.ok((await overviewAt(ene, {})).organisations.length > 0)
      const joined = await workAt(ene, SUPPORT, async (tx) => {
        const cause = await createCause(tx, ene.session, { title: 'One', description: 'One.', pattern: { organisation: CLINIC } })
        return mergeBatch(tx, cause, ene.session, { calendar: ESTONIA, ids: [at.id] })
      })
      assert.equal(joined, 1)

      const closed = await office.ask()
      for (const step of ['acknowledge', 'triage', 'review'] as const) await office.step('Kadri', closed, step)
      await office.step('Kadri', closed, 'decide', { outcome: 'mistaken', text: 'It was a mistake.' })
      await office.step('Kadri', closed, 'close')
      await changeSamplesAt(ene, 'draw', new Map([['count', '20']]))
      await changeSamplesAt(ene, 'open', new Map(Object.entries({ case: closed.id, reason: 'Quality' })))
      const sample = await sampledAt(ene, closed.id)
      assert.ok(sample !== 'conflict')
      assert.deepEqual(verdicts(sample.content?.entries), { [SOUND]: true, [ROTTEN]: 'mismatch' })
    })
  }
})

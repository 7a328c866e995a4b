import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { connect } from '#lib/db/pool.ts'
import { staffWork } from '#lib/db/prisma.ts'
import { LARGEST_TOGETHER, MOST_FILES } from '#lib/dispute/file-limits.ts'
import { AppError } from '../app-error.ts'
import { changeAt, saveDraft, sendAnswer } from './answers.ts'
import type { CaseId } from './cases.ts'
import { caseAt, evidenceAt, queueAt } from './officer.ts'
import { HOSPITAL, TestOffice } from './testing-office.ts'

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

describe('a privacy officer', () => {
  let office: TestOffice
  let at: CaseId & { readonly reference: string }
  before(async () => {
    office = await TestOffice.make()
    at = await office.asked()
  })
  after(() => office.close())

  const desk = (name: string) => office.desk(name)
  const shown = async (name: string) => {
    const found = await caseAt(desk(name), at.id)
    assert.ok(found !== 'conflict')
    return found
  }
  const refused = (code: string) => (error: unknown) => error instanceof AppError && error.code === code
  const form = (fields: Record<string, string>, files: readonly File[] = []) => ({ fields: new Map(Object.entries(fields)), files })
  const answer = { finding: 'justified', basis: 'care', text: 'She was on duty that day.' }

  test('sees the cases that their organisation was asked about, and no other', async () => {
    const { waiting, others, overdue, organisation } = await queueAt(desk('Tõnu'))
    assert.deepEqual(
      waiting.map(({ reference, entries, drafted, due }) => [reference, entries, drafted, due?.status]),
      [[at.reference, 1, false, 'running']],
    )
    assert.deepEqual([others.length, overdue, organisation], [0, 0, 'Tartu Clinic'])
    assert.deepEqual((await queueAt(desk('Riina'))).waiting, [])
  })

  test('has what waits longest first, and is told what is overdue', async () => {
    const later = await office.asked()
    const { waiting, overdue } = await queueAt(desk('Tõnu'), new Date(Date.now() + 20 * 86_400_000))
    assert.deepEqual(
      waiting.map(({ id }) => id),
      [at.id, later.id],
    )
    assert.equal(overdue, 2)
    assert.ok((waiting[0]?.due?.left ?? 0) < 0)
    await office.step('Kadri', later, 'review')
    const { others } = await queueAt(desk('Tõnu'))
    assert.deepEqual(
      others.map(({ id, answeredAt }) => [id, answeredAt]),
      [[later.id, undefined]],
      'nobody waits for it any more',
    )
  })

  test('opens a case with the entries of their own organisation, of which no document is named', async () => {
    const { entries, question, person, reasons, wants, waits, organisation } = await shown('Tõnu')
    assert.deepEqual(
      [question, person, reasons, wants, waits],
      ['Why did she look?', '38001085718', ['not-in-care'], ['explanation'], true],
    )
    assert.equal(organisation, 'Tartu Clinic')
    assert.deepEqual(
      entries.map((entry) => [entry.historyIndex, 'event' in entry && entry.event.data]),
      [[3, [{ category: 'unclassified' }]]],
    )
    assert.doesNotMatch(JSON.stringify(entries), /secret/i)
    assert.deepEqual(office.looks, [`Tõnu ${at.reference} Tartu Clinic`])
  })

  test('is shown nothing when the look cannot be recorded', async () => {
    const blind = { ...desk('Tõnu'), look: () => Promise.reject(new Error('no look')) }
    await assert.rejects(caseAt(blind, at.id), /no look/)
  })

  test('who may be of the family of those who looked sees nothing of it', async () => {
    assert.equal(await caseAt(desk('Jüri Berg'), at.id), 'conflict')
    await assert.rejects(saveDraft(desk('Jüri Berg'), at.id, form(answer)), refused('not-found'))
    await assert.rejects(sendAnswer(desk('Jüri Berg'), at.id, ''), refused('not-found'))
  })

  test('of another organisation, and who is none, find nothing', async () => {
    for (const name of ['Riina', 'Kadri', 'Ene']) {
      await assert.rejects(caseAt(desk(name), at.id), refused('not-found'), name)
      await assert.rejects(saveDraft(desk(name), at.id, form(answer)), refused('not-found'), name)
      await assert.rejects(sendAnswer(desk(name), at.id, ''), refused('not-found'), name)
    }
    await assert.rejects(queueAt(desk('Kadri')), refused('not-found'))
    for (const id of ['', 'x', '00000000-0000-4000-8000-000000000000']) await assert.rejects(caseAt(desk('Tõnu'), id), refused('not-found'))
  })

  test('finds what they wrote again, and is told what is missing by the preview', async () => {
    const page = `/support/answers/${at.id}`
    const first = form({ do: 'save', text: 'She was' })
    assert.deepEqual(await changeAt(desk('Tõnu'), at.id, first), { path: page, query: { done: 'saved' } })
    assert.equal((await shown('Tõnu')).draft.text, 'She was')
    assert.equal((await queueAt(desk('Tõnu'))).waiting[0]?.drafted, true)
    const more = form({ do: 'preview', ...answer }, [new File([PNG], 'duty.png')])
    assert.deepEqual(await changeAt(desk('Tõnu'), at.id, more), { path: `${page}/preview` })
    const { draft } = await shown('Tõnu')
    assert.deepEqual([draft.finding, draft.basis, draft.text], ['justified', 'care', answer.text])
    assert.deepEqual(
      draft.files.map(({ name, type }) => [name, type]),
      [['duty.png', 'image/png']],
    )
  })

  test('is told of a file that cannot be kept, and loses no word by it', async () => {
    const bad = form({ do: 'preview', ...answer, text: 'New words.' }, [new File(['<script>'], 'x.png')])
    assert.deepEqual((await changeAt(desk('Tõnu'), at.id, bad)).query, { problem: 'other-kind' })
    assert.deepEqual((await changeAt(desk('Tõnu'), at.id, form({ do: 'save', text: 'x'.repeat(4001) }))).query, { problem: 'long' })
    const { draft } = await shown('Tõnu')
    assert.deepEqual([draft.text, draft.files.length], ['New words.', 1])
  })

  test('takes a file out again', async () => {
    await saveDraft(desk('Tõnu'), at.id, form(answer, [new File([PNG], 'second.png')]))
    const { draft } = await shown('Tõnu')
    const second = draft.files.find(({ name }) => name === 'second.png')
    await changeAt(desk('Tõnu'), at.id, form({ ...answer, remove: second?.id ?? '' }))
    assert.deepEqual(
      (await shown('Tõnu')).draft.files.map(({ name }) => name),
      ['duty.png'],
    )
  })

  test('keeps ten files and 20 MB, and opens one of them only while they may see the question', async () => {
    const owner = await connect(office.database.ownerUrl)
    const handIn = (who: string, count: number, bytes: number) =>
      owner.query<{ id: string }>(
        `INSERT INTO dispute_answer_file (patient, dispute, staff, name, type, bytes)
         SELECT $1, $2, $3, 'extra', 'image/png', convert_to(repeat('x', $5), 'UTF8') FROM generate_series(1, $4) RETURNING id`,
        [at.patient, at.id, office.id(who), count, bytes],
      )
    const more = () => saveDraft(desk('Tõnu'), at.id, form(answer, [new File([PNG], 'more.png')]))
    try {
      await handIn('Tõnu', MOST_FILES - 1, 1)
      assert.equal(await more(), 'too-many')
      await owner.query(`DELETE FROM dispute_answer_file WHERE name = 'extra'`)
      const { rows } = await handIn('Tõnu', 1, LARGEST_TOGETHER - 80)
      assert.equal(await more(), 'too-large')
      assert.equal((await evidenceAt(desk('Tõnu'), at.id, rows[0]?.id ?? '')).name, 'extra')
      const near = (await handIn('Jüri Berg', 1, 1)).rows[0]?.id ?? ''
      await assert.rejects(evidenceAt(desk('Jüri Berg'), at.id, near), refused('not-found'))
      await assert.rejects(evidenceAt(desk('Tõnu'), at.id, near), refused('not-found'))
      await assert.rejects(evidenceAt(desk('Tõnu'), at.id, 'x'), refused('not-found'))
    } finally {
      await owner.query(`DELETE FROM dispute_answer_file WHERE name = 'extra'`)
      await owner.end()
    }
  })

  test('keeps a draft that nobody else sees', async () => {
    for (const name of ['Riina', 'Kadri', 'Ene'])
      assert.deepEqual(
        await staffWork(office.staff, office.id(name), async (tx) => [
          await tx.disputeAnswerDraft.count(),
          await tx.disputeAnswerFile.count(),
        ]),
        [0, 0],
        name,
      )
  })

  test('sends what they saw in the preview and nothing else', async () => {
    assert.equal(await sendAnswer(desk('Tõnu'), at.id, '2026-01-01T00:00:00.000Z'), false)
    await saveDraft(desk('Tõnu'), at.id, form({ ...answer, finding: '' }))
    const incomplete = (await shown('Tõnu')).draft.savedAt ?? ''
    assert.equal(await sendAnswer(desk('Tõnu'), at.id, incomplete), false, 'without a finding')
    await saveDraft(desk('Tõnu'), at.id, form({ ...answer, text: ' ' }))
    assert.equal(await sendAnswer(desk('Tõnu'), at.id, (await shown('Tõnu')).draft.savedAt ?? ''), false, 'without words')
    await saveDraft(desk('Tõnu'), at.id, form(answer))
    const { draft } = await shown('Tõnu')
    assert.deepEqual(await changeAt(desk('Tõnu'), at.id, form({ do: 'send', saved: draft.savedAt ?? '' })), {
      path: `/support/answers/${at.id}`,
    })
    const sent = await shown('Tõnu')
    assert.deepEqual(
      [sent.waits, sent.answer?.finding, sent.answer?.basis, sent.answer?.text, sent.answer?.authorName, sent.answer?.files[0]?.name],
      [false, 'justified', 'care', answer.text, 'Tõnu', 'duty.png'],
    )
    assert.deepEqual([sent.draft.text, sent.draft.files], ['', []], 'the draft is gone')
    const { waiting, others } = await queueAt(desk('Tõnu'))
    assert.deepEqual([waiting.length, others[0]?.id, typeof others[0]?.answeredAt], [0, at.id, 'string'])
  })

  test('cannot answer twice', async () => {
    await assert.rejects(saveDraft(desk('Tõnu'), at.id, form(answer)), refused('not-now'))
    await assert.rejects(sendAnswer(desk('Tõnu'), at.id, ''), refused('not-now'))
  })

  test('opens a file of the answer by a look, and nobody too near to the case opens it', async () => {
    const { answer: sent } = await shown('Tõnu')
    const file = sent?.files[0]?.id ?? ''
    const before = office.looks.length
    assert.equal((await evidenceAt(desk('Tõnu'), at.id, file)).name, 'duty.png')
    assert.deepEqual(office.looks.slice(before), [`Tõnu ${at.reference} Tartu Clinic`])
    const blind = { ...desk('Tõnu'), look: () => Promise.reject(new Error('no look')) }
    await assert.rejects(evidenceAt(blind, at.id, file), /no look/)
    for (const name of ['Jüri Berg', 'Riina', 'Kadri'])
      await assert.rejects(evidenceAt(desk(name), at.id, file), refused('not-found'), name)
  })

  test('who is asked next reads nothing of what another organisation was asked and answered', async () => {
    await office.step('Kadri', at, 'review')
    await office.step('Kadri', at, 'ask-provider', { provider: HOSPITAL, text: 'And you?' })
    const { question, entries, answer: sent } = await shown('Riina')
    assert.deepEqual([question, entries.map(({ historyIndex }) => historyIndex), sent], ['And you?', [4], undefined])
    assert.equal((await queueAt(desk('Riina'))).waiting[0]?.answeredAt, undefined)
    const read = await staffWork(office.staff, office.id('Riina'), async (tx) => [
      await tx.disputeEvent.count(),
      await tx.disputeFile.count(),
    ])
    assert.deepEqual(read, [1, 0])
    await assert.rejects(caseAt(desk('Tõnu'), at.id), refused('not-found'))
  })
})

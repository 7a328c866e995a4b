import assert from 'node:assert/strict'
import { test } from 'node:test'
import { map, patient, refused, taken } from './testing.ts'

test('of an event in which everything is wrong the first 20 elements are named, and that there are more', () => {
  const wrong = { entity: Array.from({ length: 100 }, () => ({ detail: Array(100).fill(1) })), agent: Array(20).fill(1), subtype: [1, 2] }
  const result = map(wrong)
  assert.ok('issues' in result)
  assert.equal(result.issues.length, 21)
  assert.match(result.issues.at(-1)?.diagnostics ?? '', /^AuditEvent has more that is wrong/)
  assert.equal(new Set(result.issues.map(({ expression }) => expression.join())).size, 21)
  assert.ok(JSON.stringify(result).length < 5000)
  assert.equal(refused({ subtype: Array(20).fill(1) }).length, 20)
  // Reading goes no further than what is named: the rest is not even looked at.
  let looked = 0
  const counted = {
    get type() {
      looked++
      return 1
    },
  }
  map({ entity: Array.from({ length: 100 }, () => ({ detail: Array(100).fill(counted) })) })
  assert.ok(looked < 200, `${looked} were looked at`)
  assert.deepEqual(refused({ entity: Array(100_000).fill(1) }), ['too-long AuditEvent.entity'])
})

const unseen = ['\u0000', '\u0007', '\u001b[31m', '\u0085', '\u2028', '\u202e', '\u2066']

test('a name of which nothing can be seen is no name', () => {
  for (const nothing of ['\u200b', '\u3164\u2060', ' \u200d ', '\u00a0'])
    assert.deepEqual(refused({ agent: [{ name: nothing }] }), ['value AuditEvent.agent[0].name'])
})

test('a text with characters that hide or turn others is refused, wherever it would be shown', () => {
  for (const hidden of unseen) {
    const bad = `A${hidden}B`
    const places: readonly (readonly [object, string])[] = [
      [{ source: { site: bad, observer: { display: 'eHL' } } }, 'source.site'],
      [{ source: { observer: { display: bad } } }, 'source.observer.display'],
      [{ agent: [{ name: bad }] }, 'agent[0].name'],
      [{ agent: [{ who: { display: bad } }] }, 'agent[0].who.display'],
      [{ agent: [{ name: 'A', policy: [bad] }] }, 'agent[0].policy[0]'],
      [{ purposeOfEvent: [{ text: bad }] }, 'purposeOfEvent[0].text'],
      [{ entity: [patient, { name: bad }] }, 'entity[1].name'],
      [{ entity: [patient, { description: bad }] }, 'entity[1].description'],
      [{ entity: [patient, { detail: [{ type: 'title', valueString: bad }] }] }, 'entity[1].detail[0].valueString'],
      [{ entity: [patient, { what: { reference: bad } }] }, 'entity[1].what.reference'],
      [{ text: { status: 'generated', div: bad } }, 'text.div'],
    ]
    for (const [change, element] of places) assert.deepEqual(refused(change), [`value AuditEvent.${element}`])
    const title = { detail: [{ type: 'title', valueBase64Binary: Buffer.from(bad).toString('base64') }] }
    assert.match(taken({ entity: [patient, title] }).event.data[0]?.title ?? '', /^A\ufffd/)
  }
})

test('tabs and line breaks are spaces, and what scripts need stays', () => {
  assert.equal(taken({ source: { site: 'Tartu\r\n\tClinic', observer: { display: 'eHL' } } }).event.unit?.name, 'Tartu Clinic')
  assert.equal(taken({ entity: [patient, { description: 'one\ntwo' }] }).event.data[0]?.title, 'one two')
  assert.equal(taken({ agent: [{ name: 'می\u200cخواهم \u200f' }] }).concealed.actor?.name, 'می\u200cخواهم \u200f')
})

test('a narrative of marks that are never closed is read once, like any other', () => {
  const fastest = (mark: string) => {
    const div = mark.repeat(20_000 / mark.length)
    const times = Array.from({ length: 10 }, () => {
      const begun = performance.now()
      taken({ text: { div } })
      return performance.now() - begun
    })
    return Math.min(...times)
  }
  const usual = fastest('<b>a</b>')
  for (const mark of ['<', '<b ', '<!--', '--><!--', '&a']) {
    const time = fastest(mark)
    assert.ok(time < 20 * usual, `${mark} took ${time} ms, another narrative ${usual} ms`)
  }
})

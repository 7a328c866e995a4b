import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { hasHidden } from '#lib/event/visible.ts'
import { LANGUAGES } from '#lib/languages.ts'
import type { CheckpointSummary } from '#lib/verify/types.ts'
import type { EntryFileReport, EvidenceReport, FileReport, HistoryFileReport } from '#lib/verify/verify-file.ts'
import { compiled, type Written } from './compiled.ts'
import { Texts, verifierMessages } from './texts.ts'
import { wordsOf } from './words.ts'

/** Exactly what stands in the single file. */
function textsIn(language: keyof typeof LANGUAGES): Texts {
  const all = JSON.parse(readFileSync(new URL(`../../messages/${language}.json`, import.meta.url), 'utf8')) as Written
  return new Texts(LANGUAGES[language].locale, verifierMessages(compiled(all)))
}
const t = textsIn('en')

const checkpoint: CheckpointSummary = {
  origin: 'log.example',
  size: 70,
  root: 'AAAA',
  time: 1_800_000_000,
  timeIs: 'witnessed',
  witnesses: ['w1.example', 'w2.example'],
  auditors: ['auditor.example'],
}
const history: HistoryFileReport = {
  kind: 'history',
  verdict: 'verified',
  trustFingerprint: 'ab',
  identifier: { system: 'urn:test', value: '38001085718' },
  savedAt: 1_800_000_000,
  fileTrust: { fingerprint: 'cd', same: false },
  checkpoint,
  level: 'replayed',
  size: 60,
  covered: 60,
  complete: true,
  linked: false,
  withheld: { 'by-law': 0, retention: 0, erased: 0 },
  unexplainedErasures: [],
  anchors: [],
  entries: [],
}
const CODES = [
  'malformed',
  'unknown-log',
  'bad-signature',
  'quorum-not-met',
  'stale',
  'not-included',
  'wrong-label',
  'not-in-map',
  'wrong-patient',
  'root-mismatch',
  'inconsistent',
  'forked',
] as const

const said = (report: FileReport, texts = t) => {
  const { title, says, facts, notProved } = wordsOf(texts, report)
  return { title, says: says.join(' '), facts: facts.map((fact) => fact.join(': ')).join('\n'), notProved: notProved.join(' ') }
}

test('nothing of a file turns or hides the words around it', () => {
  const bad = 'x\u202ey\u001b'
  const { says, facts } = said({ ...history, identifier: { system: 'urn:test', value: bad }, checkpoint: { ...checkpoint, origin: bad } })
  assert.ok(says.includes('x\ufffdy\ufffd') && facts.includes('x\ufffdy\ufffd'))
  assert.ok(!hasHidden(says + facts.replaceAll('\n', '')))
})

test('no more is said than the level that was reached', () => {
  assert.match(said(history).says, /all 60 entries.*everyone was shown the same log.*no logged entry was missing/)
  const witnessed = said({ ...history, level: 'witnessed' }).says
  assert.match(witnessed, /everyone was shown the same log/)
  assert.doesNotMatch(witnessed, /missing/)
  const sealed = said({ ...history, level: 'sealed' })
  assert.doesNotMatch(sealed.says, /everyone|missing/)
  assert.match(sealed.notProved, /That everyone is shown the same log/)
})

for (const [language, [everyone, missing, views]] of Object.entries({
  et: [/kõigile näidati sama logi/, /ei puudunud/, /Et kõigile näidatakse sama logi/],
  ru: [/всем показывали один и тот же журнал/, /не была пропущена/, /Что всем показывают один и тот же журнал/],
} as const))
  test(`nor in another language: ${language}`, () => {
    const texts = textsIn(language as 'et' | 'ru')
    const [replayed, witnessed, sealed] = (['replayed', 'witnessed', 'sealed'] as const).map((level) => said({ ...history, level }, texts))
    assert.match(replayed?.says ?? '', everyone)
    assert.match(replayed?.says ?? '', missing)
    assert.match(witnessed?.says ?? '', everyone)
    assert.doesNotMatch(witnessed?.says ?? '', missing)
    assert.doesNotMatch(sealed?.says ?? '', everyone)
    assert.doesNotMatch(sealed?.says ?? '', missing)
    assert.match(sealed?.notProved ?? '', views)
    assert.equal(said({ ...history, withheld: { 'by-law': 1, retention: 0, erased: 2 } }, texts).title, texts.text('verifier.title.partly'))
  })

test('what is withheld is counted aloud, and is never plainly verified', () => {
  const { title, says } = said({ ...history, withheld: { 'by-law': 1, retention: 0, erased: 2 }, unexplainedErasures: [4, 9] })
  assert.equal(title, 'Verified, but not all of it is shown')
  assert.match(says, /3 of 60 are not shown: 1 withheld by law\. 2 erased\..*2 erased entries are not explained/)
})

test('a selection does not speak of what it leaves out', () => {
  const { says, notProved } = said({ ...history, complete: false, covered: 3 })
  assert.match(says, /holds 3 of the 60 entries/)
  assert.match(notProved, /3 of 60 entries, chosen by whoever saved it/)
})

test('a link to another list, time stamps and another trust file are named', () => {
  const proven = { verdict: 'verified', size: 70, says: 'existed-before', time: 1_800_000_000, by: 'Stamps of Tartu', blocks: [] } as const
  const block = {
    verdict: 'verified',
    size: 50,
    says: 'compare-blocks',
    by: 'Bitcoin',
    blocks: [{ height: 9, merkleRoot: 'ab12' }],
  } as const
  const anchors = [proven, block, { verdict: 'mismatch', code: 'wrong-imprint' }] as const
  const { says, facts } = said({ ...history, linked: true, anchors })
  assert.match(says, /Stamps of Tartu confirms that the first 70 entries of the log existed before/)
  assert.match(facts, /block 9\. .* compare its Merkle root with ab12/)
  assert.doesNotMatch(says, /Bitcoin|wrong-imprint/)
  assert.match(says, /says nothing about that one/)
  assert.match(facts, /does not verify \(wrong-imprint\)\. That accuses the time stamp, and not the list/)
  assert.match(facts, /another one: cd/)
})

test('nothing in a file that is not verified is repeated as if it were', () => {
  for (const code of CODES) {
    const { identifier: _, checkpoint: __, ...bare } = history
    const { says, facts, notProved } = said({ ...bare, verdict: 'mismatch', code, identifier: { system: '', value: 'Verified!' } })
    assert.ok(says.length > 20 && notProved === '')
    assert.doesNotMatch(facts, /Verified!/)
  }
})

test('a proof of one entry says that it shows no list', () => {
  const entry: EntryFileReport = {
    kind: 'entry',
    verdict: 'verified',
    trustFingerprint: 'ab',
    checkpoint,
    level: 'witnessed',
    logIndex: 7,
    entries: [],
  }
  const { says, notProved } = said(entry)
  assert.match(says, /holds this entry, number 7/)
  assert.match(notProved, /Whose list the entry is on/)
  const { checkpoint: _, level: __, ...bare } = entry
  assert.match(said({ ...bare, verdict: 'unchecked' }).says, /does not say which entry/)
  for (const code of CODES) assert.ok(said({ ...bare, verdict: 'mismatch', code }).says.length > 20)
})

test('evidence is proven, made up, or accuses nobody', () => {
  const evidence: EvidenceReport = {
    kind: 'evidence',
    verdict: 'verified',
    trustFingerprint: 'ab',
    found: 'forked',
    at: 1_800_000_000,
    pinned: checkpoint,
    shown: { ...checkpoint, size: 90 },
    entries: [],
  }
  assert.deepEqual([said(evidence).title, /two different versions/.test(said(evidence).says)], ['Proven: the log contradicts itself', true])
  assert.match(said({ ...evidence, found: 'inconsistent' }).says, /at 90 entries does not continue what it signed at 70/)
  const { pinned: _, shown: __, ...bare } = evidence
  assert.match(said({ ...bare, verdict: 'mismatch', code: 'malformed' }).says, /made it up/)
  assert.match(said({ ...bare, verdict: 'unchecked', code: 'unknown-log' }).says, /does not know/)
  assert.match(said({ ...bare, verdict: 'unchecked', found: 'root-mismatch' }).says, /accuses nobody/)
  assert.match(
    said({ kind: 'unknown', verdict: 'unchecked', trustFingerprint: 'ab', entries: [] }).says,
    /no file that this verifier knows/,
  )
})

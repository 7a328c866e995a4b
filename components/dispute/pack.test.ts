import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { Dates } from '#components/export/dates.ts'
import { EVENT } from '#components/timeline/testing.ts'
import { compiled, type Written } from '#components/verifier/compiled.ts'
import { Texts } from '#components/verifier/texts.ts'
import { ESTONIA } from '#lib/dispute/testing.ts'
import { clocksOf } from '#lib/dispute/view.ts'
import { drawPdf } from '#lib/pdf/draw.ts'
import { type Packed, pack } from './pack.ts'
import { testView } from './testing.ts'

const FONT = readFileSync('node_modules/next/dist/compiled/@vercel/og/Geist-Regular.ttf')

const view = testView()
const place = { recordSystem: 'clinic', organisation: '90010001', automatic: false, verdict: 'verified' } as const
const PACKED: Packed = {
  view,
  entries: [
    {
      ...place,
      historyIndex: 4,
      logIndex: 12,
      event: { ...EVENT, organisation: { name: 'Tartu Clinic', identifier: { value: '90010001' } } },
      concealed: 'opened',
    },
    { ...place, historyIndex: 3, logIndex: 9, withheld: 'erased' },
  ],
  clocks: clocksOf(view, ESTONIA, new Date('2026-11-26T12:00:00Z')),
  files: [
    { kind: 'proof', name: 'proof.sightline', type: 'application/vnd.sightline', bytes: Buffer.from('{"proof":1}\n') },
    { kind: 'attachment', name: 'letter.pdf', type: 'application/pdf', bytes: Buffer.from('%PDF-') },
    { kind: 'attachment', name: 'letter.pdf', type: 'application/pdf', bytes: Buffer.from('%PDF-2') },
  ],
  code: '48403129900',
  operator: 'the health system',
  verifyUrl: 'https://look.example/verify',
  now: Date.parse('2026-11-26T12:00:00Z'),
}
const texts = (language: string) => new Texts(language, compiled(JSON.parse(readFileSync(`messages/${language}.json`, 'utf8')) as Written))
const dates = (language: string) => new Dates(language, 'Europe/Tallinn')

describe('what is handed in to an authority', () => {
  test('holds the question, the entries, the dates, what was written, and the answer', () => {
    const all = JSON.stringify(pack(PACKED, texts('en'), dates('en-GB')))
    for (const part of [
      ...['S-2026-00042', 'Mari Maasikas', '48403129900', 'I was not in care there then', 'An explanation'],
      ...['Anna Berg', 'Tartu Clinic', 'Verified when the question was sent', 'entry 12 of the log'],
      ...['It was a mistake', 'We spoke with the clinic.', 'I was not there.', 'Kadri Kuusk, Support', 'Answered in time'],
    ])
      assert.ok(all.includes(part), part)
  })

  test('says that something was written which its reader may not see', () => {
    const all = JSON.stringify(pack(PACKED, texts('en'), dates('en-GB')))
    assert.equal(all.match(/Their own words are not shown here/g)?.length, 2)
  })

  test('says that no proof is in it where there is none, and what is not answered yet', () => {
    const { outcome: _, decidedAt: __, ...open } = view
    const all = JSON.stringify(pack({ ...PACKED, files: [], view: open }, texts('en'), dates('en-GB')))
    assert.ok(all.includes('No proof file was attached') && all.includes('There is no answer yet.'))
  })

  test('says of an entry that cannot be read that it does not match, and never that it was verified', () => {
    const rotten = { ...place, historyIndex: 3, logIndex: 9, withheld: 'unreadable' } as const
    const all = JSON.stringify(pack({ ...PACKED, entries: [rotten] }, texts('en'), dates('en-GB')))
    assert.ok(all.includes('Does not match') && all.includes('not what was sealed') && !all.includes('Verified when'), all)
  })

  test('says so too of an entry whose words were changed after they were sealed', () => {
    const all = JSON.stringify(
      pack({ ...PACKED, entries: PACKED.entries.map((entry) => ({ ...entry, changed: true })) }, texts('en'), dates('en-GB')),
    )
    assert.ok(all.includes('Does not match') && all.includes('what stands here may be wrong') && !all.includes('Verified when'), all)
  })

  for (const language of ['en', 'et', 'ru'])
    test(`is made in ${language}`, () => {
      assert.equal(pack(PACKED, texts(language), dates(language)).lang, language)
    })

  const poppler = ['pdftotext', 'pdfdetach', 'pdfinfo'].every((tool) => !spawnSync(tool, ['-v']).error)
  test('is a tagged PDF with the proof and the attachments in it', {
    skip: poppler ? false : 'poppler-utils are not installed',
  }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sightline-pack-'))
    try {
      const file = join(folder, 'pack.pdf')
      writeFileSync(file, await drawPdf(pack(PACKED, texts('en'), dates('en-GB')), FONT))
      const run = (tool: string, ...args: string[]) => spawnSync(tool, args, { encoding: 'utf8' })
      assert.match(run('pdfinfo', file).stdout, /Tagged: +yes/)
      assert.equal(run('pdfinfo', '-struct', file).stderr, '')
      const files = run('pdfdetach', '-list', file).stdout
      for (const name of ['1-proof.sightline', '2-letter.pdf', '3-letter.pdf']) assert.ok(files.includes(name), files)
      run('pdfdetach', '-saveall', '-o', folder, file)
      assert.equal(readFileSync(join(folder, '1-proof.sightline'), 'utf8'), '{"proof":1}\n')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

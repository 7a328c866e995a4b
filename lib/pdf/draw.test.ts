import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Item, PdfDocument } from './document.ts'
import { drawPdf } from './draw.ts'
import { attachmentOf, type PdfObject, readObjects } from './testing-reader.ts'

const FONT = readFileSync('node_modules/next/dist/compiled/@vercel/og/Geist-Regular.ttf')
const TEXTS = [
  'Anna Berg, nurse at Jõgi Family Practice, read your test results.',
  'Медсестра Šuslik прочитала ваши анализы',
  'O’Connež, ÄÕÖÜŠŽ',
]
const item = (at: number): Item => ({
  label: '17:30',
  text: TEXTS[at % TEXTS.length] ?? '',
  notes: ['Reason: treatment', 'Verified · entry 12 of the log'],
  strong: at % 7 === 0,
})
const make = (items: number, perDay = 5): PdfDocument => ({
  title: 'Who looked at my health record',
  lang: 'en-GB',
  lead: ['Record of the person with personal code 48403129900'],
  box: {
    title: 'How to check this list',
    texts: ['Checked in the browser that made this list.'],
    code: { url: 'https://look.example/verify', label: 'QR code of the page', size: 3, modules: [1, 0, 1, 0, 1, 0, 1, 0, 1] },
  },
  sections: [
    {
      title: 'August 2026',
      days: Array.from({ length: Math.ceil(items / perDay) }, (_, day) => ({
        title: `Day ${day}`,
        items: Array.from({ length: Math.min(perDay, items - day * perDay) }, (_, at) => item(day * perDay + at)),
      })),
    },
    { title: 'July 2026', days: [{ title: 'Friday 31 July', items: [item(0)] }] },
  ],
  closing: ['End of the list.'],
  foot: 'Page {page} of {pages}',
  attachments: [
    {
      name: 'proof.sightline',
      type: 'application/vnd.sightline',
      description: 'The proof',
      bytes: Buffer.from('{"anchors":[]}\n'),
    },
  ],
  made: new Date('2026-11-26T12:00:00Z'),
})

describe('the list as a PDF', () => {
  let bytes: Uint8Array
  let objects: readonly PdfObject[]
  before(async () => {
    bytes = await drawPdf(make(60), FONT)
    objects = [...readObjects(bytes).values()]
  })
  const having = (part: RegExp) => objects.filter(({ dictionary }) => part.test(dictionary))
  const elements = (type: string) => having(new RegExp(`/S /${type}\\b`)).length

  test('says its title and language, is tagged, and claims PDF/UA', () => {
    const [catalog] = having(/\/Type \/Catalog/)
    assert.match(catalog?.dictionary ?? '', /\/Lang \(en-GB\)/)
    assert.match(catalog?.dictionary ?? '', /\/StructTreeRoot \d+ 0 R/)
    assert.equal(having(/\/Marked true/).length, 1)
    assert.equal(having(/\/DisplayDocTitle true/).length, 1)
    assert.ok(objects.some(({ stream }) => stream?.includes('<pdfuaid:part>1</pdfuaid:part>')))
    assert.ok(
      objects.some(({ stream }) => stream?.includes('Who looked at my health record')),
      'the title is in the metadata',
    )
  })

  test('has headings, a list for each day, and for each entry its time and its text', () => {
    assert.deepEqual(['H1', 'H2', 'H3', 'L'].map(elements), [1, 3, 13, 13])
    assert.deepEqual(['LI', 'Lbl', 'LBody'].map(elements), [61, 61, 61])
  })

  test('says in words what its picture is, and has its address as a link', () => {
    const [figure] = having(/\/S \/Figure/)
    assert.match(figure?.dictionary ?? '', /\/Alt \(QR code of the page\)/)
    assert.equal(elements('Link'), 1)
    const [link] = having(/\/Subtype \/Link/)
    assert.match(link?.dictionary ?? '', /\/Contents \(QR code of the page\)/)
    assert.equal(having(/\/S \/URI\n\/URI \(https:\/\/look\.example\/verify\)/).length, 1)
    assert.match(link?.dictionary ?? '', /\/StructParent \d+/)
  })

  test('has a bookmark for each month', () => {
    assert.equal(having(/\/Title \(August 2026\)/).length, 1)
    assert.equal(having(/\/Title \(July 2026\)/).length, 1)
  })

  test('holds the proof as its data, to the byte', () => {
    const { name, content } = attachmentOf(bytes)
    assert.deepEqual([name, content.toString()], ['proof.sightline', '{"anchors":[]}\n'])
  })

  test('embeds its font and no other', () => {
    assert.equal(having(/\/FontFile2 \d+ 0 R/).length, 1)
    assert.equal(having(/\/BaseFont \/Helvetica/).length, 0)
  })

  test('paints nothing that is neither in its structure nor marked as decoration', () => {
    const pages = having(/\/Type \/Page\b/)
    assert.ok(pages.length > 3)
    for (const { dictionary } of pages) {
      assert.match(dictionary, /\/MediaBox \[0 0 595\.28 841\.89\]/)
      const content =
        readObjects(bytes)
          .get(Number(/\/Contents (\d+) 0 R/.exec(dictionary)?.[1]))
          ?.stream?.toString('latin1') ?? ''
      let depth = 0
      let painted = 0
      for (const line of content.replace(/<<[^>]*>>/g, (properties) => properties.replaceAll('\n', ' ')).split('\n')) {
        if (/\b(BDC|BMC)$/.test(line)) {
          depth++
          assert.match(line, /^\/Artifact\b|\/MCID \d/)
        } else if (line === 'EMC') depth--
        else if (/(\bT[jJ]|\b[fSB]\*?)$/.test(line)) {
          painted++
          assert.equal(depth, 1, line)
        }
      }
      assert.ok(painted > 0 && depth === 0)
    }
  })

  test('goes on for as many pages as it takes', async () => {
    const long = await drawPdf(make(1000), FONT)
    const pages = [...readObjects(long).values()].filter(({ dictionary }) => /\/Type \/Page\b/.test(dictionary))
    assert.ok(pages.length > 50 && pages.length < 150, String(pages.length))
  })

  const poppler = ['pdftotext', 'pdfdetach', 'pdfinfo'].every((tool) => !spawnSync(tool, ['-v']).error)
  describe('as Poppler reads it', { skip: poppler ? false : 'poppler-utils are not installed' }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'sightline-pdf-'))
    const file = join(folder, 'list.pdf')
    before(() => writeFileSync(file, bytes))
    after(() => rmSync(folder, { recursive: true }))
    const run = (tool: string, ...args: string[]) => spawnSync(tool, args, { encoding: 'utf8' })

    test('has every letter of Estonian and Russian, in reading order, and page numbers', () => {
      const { stdout } = run('pdftotext', file, '-')
      for (const text of [...TEXTS, 'Page 1 of', 'End of the list.']) assert.ok(stdout.includes(text), text)
      assert.ok(stdout.indexOf('How to check this list') < stdout.indexOf('Anna Berg'))
      assert.equal(stdout.match(/Page \d+ of \d+/g)?.length, stdout.match(/\f/g)?.length)
    })

    test('breaks no entry over two pages, and leaves no heading alone at the foot of one', async () => {
      const long = join(folder, 'long.pdf')
      writeFileSync(long, await drawPdf(make(400, 3), FONT))
      const pages = run('pdftotext', long, '-').stdout.split('\f').slice(0, -1)
      const places = (page: string, part: RegExp) => page.match(part)?.length ?? 0
      for (const page of pages) {
        assert.equal(places(page, /^17:30$/gm), places(page, /^Reason: treatment$/gm))
        assert.equal(places(page, /^17:30$/gm), places(page, /^Verified · entry 12 of the log$/gm))
        assert.doesNotMatch(page, /(?:Day \d+|August 2026|July 2026|Friday 31 July)\s+Page \d+ of \d+\s*$/)
      }
    })

    test('has the structure, without a word of complaint', () => {
      const { stdout, stderr } = run('pdfinfo', '-struct', file)
      assert.match(stdout, /Document "Who looked at my health record"\n {2}H1/)
      assert.equal(stderr, '')
      assert.match(run('pdfinfo', file).stdout, /Tagged: +yes/)
      assert.match(run('pdfdetach', '-list', file).stdout, /1: proof\.sightline/)
    })
  })
})

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { deflateSync } from 'node:zlib'
import { PDFDocument, PDFName, PDFString } from '@cantoo/pdf-lib'
import sharp from 'sharp'
import { FileRefused, LARGEST_FILE } from '#lib/dispute/file-limits.ts'
import { attachmentHeader, cleanName } from './file-name.ts'
import { checkFile, checkFiles, fileResponse } from './files.ts'

const file = (bytes: Uint8Array | string, name = 'file') =>
  new File([typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : new Uint8Array(bytes)], name)
const refused = (problem: string) => (error: unknown) => error instanceof FileRefused && error.problem === problem

async function pdf(change: (document: PDFDocument) => void = () => {}, objectStreams = true): Promise<Buffer> {
  const document = await PDFDocument.create()
  document.addPage().drawText('A letter')
  change(document)
  return Buffer.from(await document.save({ useObjectStreams: objectStreams, addDefaultPage: false }))
}

const picture = (format: 'png' | 'jpeg' | 'webp') =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: '#0a5481' } })
    .withExif({ IFD0: { Copyright: 'Mari' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '58/1 22/1 0/1' } })
    .toFormat(format)
    .toBuffer()

describe('a PDF that is attached', () => {
  test('is taken as it is, with and without packed objects', async () => {
    for (const packed of [true, false]) {
      const bytes = await pdf(undefined, packed)
      const checked = await checkFile(file(bytes, 'letter.pdf'))
      assert.deepEqual([checked.name, checked.type, Buffer.from(checked.bytes)], ['letter.pdf', 'application/pdf', bytes])
    }
  })

  const action = (document: PDFDocument, values: Record<string, unknown>) =>
    document.catalog.set(PDFName.of('OpenAction'), document.context.register(document.context.obj(values as never)))
  const hostile: Readonly<Record<string, (document: PDFDocument) => void>> = {
    'a script': (document) => action(document, { S: 'JavaScript', JS: PDFString.of('app.alert(1)') }),
    'a script under another name': (document) => document.addJavaScript('go', 'app.alert(1)'),
    'a program to start': (document) => action(document, { S: 'Launch', F: PDFString.of('cmd.exe') }),
    'a form that sends itself': (document) => action(document, { S: 'SubmitForm', F: PDFString.of('https://evil.example') }),
    'an XML form': (document) => document.catalog.set(PDFName.of('XFA'), PDFString.of('<x/>')),
    'a film': (document) => document.catalog.set(PDFName.of('X'), document.context.obj({ Subtype: 'RichMedia' })),
    'a file in an annotation': (document) => document.catalog.set(PDFName.of('X'), document.context.obj({ EF: {} })),
    'a script that nothing leads to': (document) => document.context.register(document.context.obj({ JS: PDFString.of('x') })),
    'a film that nothing leads to': (document) => document.context.register(document.context.obj({ Subtype: 'Movie' })),
    'a script deep within': (document) =>
      document.catalog.set(PDFName.of('X'), document.context.obj({ A: [{ B: { AA: { O: { JS: PDFString.of('x') } } } }] } as never)),
  }
  for (const [what, change] of Object.entries(hostile))
    test(`is not taken with ${what}, packed or not`, async () => {
      for (const packed of [true, false]) await assert.rejects(async () => checkFile(file(await pdf(change, packed))), refused('active'))
    })

  test('is not taken with another file in it', async () => {
    const document = await PDFDocument.create()
    document.addPage()
    await document.attach(Buffer.from('MZ'), 'run.exe')
    await assert.rejects(checkFile(file(Buffer.from(await document.save()))), refused('active'))
  })

  test('is not taken where a name is written in another way, or was replaced later', async () => {
    const written = (await pdf(undefined, false)).toString('latin1')
    for (const name of ['/#4aavaScript', '/Java#53cript', '/Laun#63h'])
      await assert.rejects(checkFile(file(written.replace('/Catalog', `/Catalog /Q ${name}`))), refused('active'))
    const before = (await pdf(hostile['a program to start'], false)).toString('latin1')
    assert.match(before, /\/Launch/)
    await assert.rejects(checkFile(file(`${before}\n${written.slice(written.indexOf('\n') + 1)}`)), refused('active'))
  })

  test('is not taken with a password', async () => {
    const written = (await pdf(undefined, false)).toString('latin1')
    await assert.rejects(checkFile(file(written.replace(/trailer\s*<</, 'trailer << /Encrypt 1 0 R'))), refused('encrypted'))
  })

  test('is not taken when it is no whole PDF', async () => {
    const bytes = await pdf()
    const text = bytes.toString('latin1')
    for (const broken of ['%PDF-1.7\n%%EOF\n', text.slice(0, -20), `%PDF-9${text.slice(6)}`, `${text}<script>`, '%PDF-1.7\nhello\n%%EOF'])
      await assert.rejects(checkFile(file(broken)), refused('damaged'))
  })

  test('is not taken when it is a ZIP archive as well', async () => {
    const written = (await pdf()).toString('latin1')
    const polyglot = written.replace(/%%EOF\s*$/, `%PK\x05\x06${'\0'.repeat(18)}\n%%EOF\n`)
    await assert.rejects(checkFile(file(polyglot)), refused('active'))
  })

  test('is not unpacked without end, however it hides that it is packed', async () => {
    const written = (await pdf(undefined, false)).toString('latin1')
    const content = deflateSync(Buffer.from(`98 0 ${' '.repeat(60 * 1024 * 1024)}(x)`))
    const twice = deflateSync(content)
    const bytes = (dictionary: string, of: Buffer, before: string) =>
      `${before}\n99 0 obj\n<< ${dictionary} /Length ${of.length} >>\nstream\n${of.toString('latin1')}\nendstream\nendobj\n`
    const objects = '/Type /ObjStm /N 1 /First 5 /Filter'
    const other = '96 0 obj\n<< /Length 1 >>\nstream\nx\nendstream\nendobj'
    for (const hidden of [
      bytes(`${objects} /FlateDecode`, content, '% stream'),
      bytes(`${objects} 97 0 R`, content, `97 0 obj\n/FlateDecode\nendobj\n${other}`),
      bytes(`${objects} 97 0 R /Q /FlateDecode`, twice, `97 0 obj\n[/FlateDecode /FlateDecode]\nendobj\n${other}`),
    ])
      await assert.rejects(checkFile(file(written.replace(/\nxref\n/, () => `\n${hidden}\nxref\n`))), refused('damaged'))
  })

  test('is not unpacked without end, and only in one way', async () => {
    const written = (await pdf(undefined, false)).toString('latin1')
    const withObjects = (content: Buffer, filter: string) => {
      const object = `99 0 obj\n<< /Type /ObjStm /N 1 /First 5 /Filter ${filter} /Length ${content.length} >>\nstream\n${content.toString('latin1')}\nendstream\nendobj\n`
      return file(written.replace(/\nxref\n/, () => `\n${object}\nxref\n`))
    }
    const objects = (bytes: number) => deflateSync(Buffer.from(`98 0 ${' '.repeat(bytes)}(x)`))
    await checkFile(withObjects(objects(100), '/FlateDecode'))
    for (const filter of ['/FlateDecode', '/#46lateDecode'])
      await assert.rejects(checkFile(withObjects(objects(25 * 1024 * 1024), filter)), refused('damaged'))
    const twice = deflateSync(objects(100))
    await assert.rejects(checkFile(withObjects(twice, '[/FlateDecode /FlateDecode]')), refused('damaged'))
    for (const filter of ['/Fl', '/LZWDecode']) await assert.rejects(checkFile(withObjects(objects(100), filter)), refused('damaged'))
  })

  test('is looked through in a moment, however it is made', async () => {
    const many = '<< /Type /ObjStm /Filter /FlateDecode >> stream\nx'.repeat(80_000)
    const nested = `%PDF-1.7\n1 0 obj\n${'['.repeat(200_000)}\nendobj\n%%EOF\n`
    for (const text of [`%PDF-1.7\n${many}\n%%EOF`, `%PDF-1.7\n${many}endstream\n%%EOF`, nested]) {
      const begin = Date.now()
      await assert.rejects(checkFile(file(text)), refused('damaged'))
      assert.ok(Date.now() - begin < 5000)
    }
  })
})

describe('a picture that is attached', () => {
  for (const format of ['png', 'jpeg', 'webp'] as const)
    test(`is made anew without what stood beside it: ${format}`, async () => {
      const before = await picture(format)
      assert.ok((await sharp(before).metadata()).exif, 'it had a place')
      const { type, bytes, name } = await checkFile(file(before, `holiday.${format}`))
      assert.equal(type, `image/${format}`)
      assert.equal(name, format === 'jpeg' ? 'holiday.jpeg' : `holiday.${format}`)
      const after = await sharp(bytes).metadata()
      assert.deepEqual([after.width, after.height, after.exif, after.format], [40, 30, undefined, format])
    })

  test('is turned upright', async () => {
    const turned = await sharp({ create: { width: 40, height: 30, channels: 3, background: 'red' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    const { width, height } = await sharp((await checkFile(file(turned))).bytes).metadata()
    assert.deepEqual([width, height], [30, 40])
  })

  test('loses what is no picture', async () => {
    const polyglot = Buffer.concat([await picture('png'), Buffer.from('PK\x05\x06<script>alert(1)</script>')])
    const { bytes } = await checkFile(file(polyglot))
    assert.ok(!Buffer.from(bytes).includes('script'))
  })

  test('is not taken when it is not whole, or larger than anybody looks at', async () => {
    const noise = { width: 300, height: 300, channels: 3, noise: { type: 'gaussian', mean: 128, sigma: 30 } } as const
    const jpeg = await sharp({ create: { ...noise, background: 'red' } })
      .jpeg()
      .toBuffer()
    await checkFile(file(jpeg))
    await assert.rejects(checkFile(file(jpeg.subarray(0, jpeg.length / 2))), refused('damaged'))
    await assert.rejects(checkFile(file('\x89PNG\r\n\x1a\nhello')), refused('damaged'))
    await assert.rejects(checkFile(file('RIFF\0\0\0\0WEBPVP8 ')), refused('damaged'))
    const huge = await sharp({ create: { width: 10_000, height: 6000, channels: 3, background: 'red' } })
      .png()
      .toBuffer()
    assert.ok(huge.length < LARGEST_FILE)
    await assert.rejects(checkFile(file(huge)), refused('too-large'))
  })
})

describe('a file that is attached', () => {
  test('is what its bytes say, and not its name', async () => {
    const { name, type } = await checkFile(file(await picture('png'), 'letter.pdf'))
    assert.deepEqual([name, type], ['letter.pdf.png', 'image/png'])
    for (const other of [
      'GIF89a',
      '<svg xmlns="http://www.w3.org/2000/svg"/>',
      '<html>',
      'MZ',
      'II*\0',
      ' %PDF-1.7',
      'RIFF\0\0\0\0WAVE',
      'RIFX\0\0\0\0WEBP',
    ])
      await assert.rejects(checkFile(file(other, 'letter.pdf')), refused('other-kind'))
  })

  test('is not taken when it is empty or too large', async () => {
    await assert.rejects(checkFile(file('')), refused('empty'))
    await assert.rejects(checkFile(file(new Uint8Array(LARGEST_FILE + 1))), refused('too-large'))
  })

  test('is one of ten at most; none chosen is none', async () => {
    assert.deepEqual(await checkFiles([file('', '')]), [])
    const bytes = await pdf()
    await assert.rejects(checkFiles(Array.from({ length: 11 }, () => file(bytes))), refused('too-many'))
  })

  const names: readonly (readonly [given: string, clean: string])[] = [
    ['letter.pdf', 'letter.pdf'],
    ['../../etc/passwd', 'passwd.pdf'],
    ['C:\\Users\\Mari\\kiri.PDF', 'kiri.pdf'],
    ['invoice\u202efdp.exe', 'invoicefdp.exe.pdf'],
    ['a\r\nSet-Cookie: x.pdf', 'a Set-Cookie x.pdf'],
    ['..pdf', 'pdf.pdf'],
    ['', 'file.pdf'],
    ['"quoted";x.pdf', 'quoted x.pdf'],
    ['Õde Šuslik – vastus.pdf', 'Õde Šuslik – vastus.pdf'],
  ]
  for (const [given, clean] of names)
    test(`is named ${JSON.stringify(clean)} for ${JSON.stringify(given)}`, () => assert.equal(cleanName(given, 'application/pdf'), clean))

  test('has no name without end', () => assert.equal(cleanName(`${'x'.repeat(5000)}.pdf`, 'application/pdf').length, 104))

  test('is saved and never shown', async () => {
    const response = fileResponse({ name: 'Õde.pdf', type: 'application/pdf', bytes: Buffer.from('x') })
    assert.equal(response.headers.get('content-disposition'), attachmentHeader('Õde.pdf'))
    assert.equal(attachmentHeader(`Õde's (1).pdf`), `attachment; filename="_de's (1).pdf"; filename*=UTF-8''%C3%95de%27s%20%281%29.pdf`)
    assert.deepEqual(
      ['content-security-policy', 'x-content-type-options', 'cache-control', 'content-type'].map((name) => response.headers.get(name)),
      ["sandbox; default-src 'none'", 'nosniff', 'no-store', 'application/pdf'],
    )
  })
})

import assert from 'node:assert/strict'
import { inflateSync } from 'node:zlib'

/** As much of a PDF reader as the tests need: objects by number, their dictionaries as text, their streams inflated. */
export type PdfObject = { readonly dictionary: string; readonly stream?: Buffer }

export function readObjects(bytes: Uint8Array): ReadonlyMap<number, PdfObject> {
  const text = Buffer.from(bytes).toString('latin1')
  assert.ok(text.startsWith('%PDF-1.7') && text.trimEnd().endsWith('%%EOF'))
  const objects = new Map<number, PdfObject>()
  const head = /(?<=\n)(\d+) 0 obj\n/g
  for (let found = head.exec(text); found; found = head.exec(text)) {
    const start = head.lastIndex
    const end = text.indexOf('endobj', start)
    const at = text.indexOf('\nstream\n', start)
    if (at < 0 || at > end) {
      objects.set(Number(found[1]), { dictionary: text.slice(start, end) })
      continue
    }
    const dictionary = text.slice(start, at)
    const begin = at + '\nstream\n'.length
    const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1])
    const raw = Buffer.from(bytes).subarray(begin, begin + length)
    objects.set(Number(found[1]), { dictionary, stream: dictionary.includes('/FlateDecode') ? inflateSync(raw) : raw })
    head.lastIndex = begin + length
  }
  return objects
}

/** The one attached file. */
export function attachmentOf(bytes: Uint8Array): { readonly name: string; readonly content: Buffer } {
  const objects = [...readObjects(bytes).values()]
  const [spec, ...more] = objects.filter(({ dictionary }) => dictionary.includes('/Type /Filespec'))
  assert.ok(spec && more.length === 0, 'one file is attached')
  assert.match(spec.dictionary, /\/AFRelationship \/Data/)
  const content = readObjects(bytes).get(Number(/\/EF <<\s*\/F (\d+) 0 R/.exec(spec.dictionary)?.[1]))?.stream
  assert.ok(content, 'it has a content')
  return { name: /\/F \(([^)]*)\)/.exec(spec.dictionary)?.[1] ?? '', content }
}

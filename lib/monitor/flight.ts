/**
 * React’s data of a page (“flight”), which Next.js writes into inline scripts: rows, each with its id in hex.
 *
 *     6:"/_next/static/chunks/2e2.js"                   a value, which others mean by "$6"
 *     9:I[39756,["$6"],"default"]                       a component: its module, and the files that are loaded for it
 *     :HL["/_next/static/chunks/2dh.css","style"]       a hint, to load a file soon; no id is id 0
 *     1e:T3,abc                                         a text of so many bytes
 *     2:["$","script",null,{"src":"/_next/…"}]          a value that is an element: its type, key and properties
 *     b:X                                               a sequence begins; its items are values of the same id, and b:C ends it
 *
 * React is lenient. Rows that it would read in another way than these are refused: binary ones, ids that overflow, an end within a row.
 */
export type Row = { readonly id: string; readonly tag: string; readonly value: unknown }

const HEAD = /^((?:0|[1-9a-f][0-9a-f]{0,6})?):(?:T([0-9a-f]{1,7}),|([CEIRXrx]|H[CDLMSXm])?)/
const LONGEST_HEAD = 20
const NEWLINE = 10

/** @throws {SyntaxError} unless all bytes are rows. */
export function parseFlight(bytes: Buffer): Row[] {
  const rows: Row[] = []
  for (let at = 0; at < bytes.length; ) {
    const [head, id, length, tag = ''] = HEAD.exec(bytes.toString('latin1', at, at + LONGEST_HEAD)) ?? []
    if (head === undefined) throw new SyntaxError('no head of a row')
    const from = at + head.length
    const to = length === undefined ? bytes.indexOf(NEWLINE, from) : from + Number.parseInt(length, 16)
    if (to < from || to > bytes.length) throw new SyntaxError('an end within a row')
    const text = bytes.toString('utf8', from, to)
    if (length !== undefined) rows.push({ id: id || '0', tag: 'T', value: text })
    else rows.push({ id: id || '0', tag, value: /^[CRXrx]$/.test(tag) && text === '' ? null : JSON.parse(text) })
    at = length === undefined ? to + 1 : to
  }
  return rows
}

/** All that a value holds, itself first; without the `"$"` by which an array is an element. */
export function* within(value: unknown): Generator<unknown> {
  yield value
  if (typeof value !== 'object' || value === null) return
  for (const one of Array.isArray(value) && value[0] === '$' ? value.slice(1) : Object.values(value)) yield* within(one)
}

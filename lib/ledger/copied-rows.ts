import type { Client } from 'pg'
import { to as copyTo } from 'pg-copy-streams'

/** PostgreSQL's binary form of COPY: `PGCOPY\n\xff\r\n\0`, u32 flags, u32 length of an extension that is empty. */
const HEADER = 19
const NULL = 0xffffffff
const END = 0xffff

/** The columns of one row, each as the bytes that its type has there; null where there is no value. */
export type CopiedRow = readonly (Buffer | null)[]

/**
 * All rows of a query, some hundred at a time, by COPY in its binary form: `bytea` comes as it is, and not as text of twice the length. What
 * is yielded is good until the next is asked for.
 *
 * @throws {Error} if the connection ends before the rows do.
 */
export async function* copiedRows(client: Client, query: string): AsyncGenerator<readonly CopiedRow[]> {
  let rest: Buffer = Buffer.alloc(0)
  let ended = false
  let skip = HEADER
  for await (const chunk of client.query(copyTo(`COPY (${query}) TO STDOUT (FORMAT binary)`)) as AsyncIterable<Buffer>) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    if (bytes.length < skip) {
      rest = bytes
      continue
    }
    const rows: CopiedRow[] = []
    let at = skip
    for (let next = parseRow(bytes, at); next && !ended; next = parseRow(bytes, at)) {
      at = next.end
      if (next.row) rows.push(next.row)
      else ended = true
    }
    skip = 0
    rest = bytes.subarray(at)
    if (rows.length > 0) yield rows
  }
  if (!ended) throw new Error('The rows were cut short.')
}

/** The row that begins at `at`, none for the mark of the end; undefined if it is not there whole. */
function parseRow(bytes: Buffer, at: number): { row: CopiedRow | undefined; end: number } | undefined {
  if (bytes.length < at + 2) return undefined
  const columns = bytes.readUInt16BE(at)
  if (columns === END) return { row: undefined, end: at + 2 }
  let end = at + 2
  const row: (Buffer | null)[] = []
  for (let column = 0; column < columns; column++) {
    if (bytes.length < end + 4) return undefined
    const length = bytes.readUInt32BE(end)
    end += 4
    if (length === NULL) row.push(null)
    else if (bytes.length < end + length) return undefined
    else {
      row.push(bytes.subarray(end, end + length))
      end += length
    }
  }
  return { row, end }
}

import type { Snapshot } from '#lib/db/prisma.ts'
import { FileRefused, type FileType, LARGEST_FILE, LARGEST_TOGETHER, MOST_FILES } from '#lib/dispute/file-limits.ts'
import type { Audience } from '#lib/dispute/kinds.ts'
import { AppError } from '../app-error.ts'
import type { CaseId } from './cases.ts'
import { cleanImage } from './check-image.ts'
import { checkPdf } from './check-pdf.ts'
import { attachmentHeader, cleanName } from './file-name.ts'

/** A file whose content was checked and whose name is clean: what may be stored. */
export type CheckedFile = { readonly name: string; readonly type: FileType; readonly bytes: Uint8Array<ArrayBuffer> }

export type StoredFile = { readonly name: string; readonly type: string; readonly bytes: Uint8Array }

const BEGINS: readonly (readonly [FileType, (start: string) => boolean])[] = [
  ['application/pdf', (start) => start.startsWith('%PDF-')],
  ['image/png', (start) => start.startsWith('\x89PNG\r\n\x1a\n')],
  ['image/jpeg', (start) => start.startsWith('\xff\xd8\xff')],
  ['image/webp', (start) => start.startsWith('RIFF') && start.slice(8, 12) === 'WEBP'],
]

/**
 * Looks at what somebody hands in: what it is follows from its bytes, never from its name or from what the browser says of it.
 *
 * @throws {FileRefused}
 */
export async function checkFile(file: File): Promise<CheckedFile> {
  if (file.size === 0) throw new FileRefused('empty')
  if (file.size > LARGEST_FILE) throw new FileRefused('too-large')
  const bytes = new Uint8Array(await file.arrayBuffer())
  const start = Buffer.from(bytes.subarray(0, 16)).toString('latin1')
  const type = BEGINS.find(([, begin]) => begin(start))?.[0]
  if (!type) throw new FileRefused('other-kind')
  const name = cleanName(file.name, type)
  if (type !== 'application/pdf') return { name, type, bytes: await cleanImage(bytes, type) }
  await checkPdf(bytes)
  return { name, type, bytes }
}

/** The same for all files of a form; the empty one that a browser sends where none was chosen is none. @throws {FileRefused} */
export async function checkFiles(files: readonly File[]): Promise<readonly CheckedFile[]> {
  const chosen = files.filter(({ name, size }) => name !== '' || size > 0)
  if (chosen.length > MOST_FILES) throw new FileRefused('too-many')
  const checked: CheckedFile[] = []
  for (const file of chosen) checked.push(await checkFile(file))
  return checked
}

/**
 * Stores files with the event `number` of a case, in the transaction that made it: this has locked the case, so that no two go beyond the
 * limits together.
 *
 * @throws {FileRefused} `too-many`, or `too-large` for all of the case together; then the transaction must not be committed.
 */
export async function storeFiles(
  tx: Snapshot,
  { patient, id }: CaseId,
  number: number,
  files: readonly CheckedFile[],
  audience: Audience = 'everybody',
): Promise<void> {
  if (files.length === 0) return
  const [stored = { count: 0, bytes: 0 }] = await tx.$queryRaw<{ count: number; bytes: number }[]>`
    SELECT count(*)::int AS count, coalesce(sum(octet_length(bytes)), 0)::float8 AS bytes FROM dispute_file
    WHERE patient = ${patient}::uuid AND dispute = ${id}::uuid AND kind = 'attachment'`
  if (stored.count + files.length > MOST_FILES) throw new FileRefused('too-many')
  if (files.reduce((sum, { bytes }) => sum + bytes.length, stored.bytes) > LARGEST_TOGETHER) throw new FileRefused('too-large')
  await tx.disputeFile.createMany({
    data: files.map((file) => ({ ...file, patient, dispute: id, number, kind: 'attachment', audience })),
  })
}

/** A file of a case, if the log-in of this transaction may see it. @throws {AppError} `not-found` */
export async function readFile(tx: Snapshot, { patient, id }: CaseId, file: string): Promise<StoredFile> {
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(file)) throw new AppError('not-found')
  const found = await tx.disputeFile.findFirst({
    where: { patient, dispute: id, id: file },
    select: { name: true, type: true, bytes: true },
  })
  if (!found) throw new AppError('not-found')
  return found
}

/** A file to be saved: no browser shows it, runs it, guesses what it is, or keeps it. */
export function fileResponse({ name, type, bytes }: StoredFile): Response {
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': type,
      'Content-Disposition': attachmentHeader(name),
      'Content-Security-Policy': "sandbox; default-src 'none'",
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    },
  })
}

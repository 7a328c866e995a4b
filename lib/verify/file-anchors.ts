import type { Trust } from '#lib/history/trust.ts'
import type { VerifiedCheckpoint } from '#lib/history/verify-checkpoint.ts'
import { parseAnchor, type VerifiedAnchor, verifyAnchor } from '#lib/timestamp/anchor.ts'
import { type VerificationCode, VerificationError } from '#lib/tlog/error.ts'
import { verifyConsistency } from '#lib/tlog/proof.ts'
import type { FileAnchor } from './sightline-file.ts'

/** What a time stamp of a file comes to: the first `size` entries of the log existed before `time`, in seconds. */
export type FileStamp =
  | ({ readonly verdict: 'verified'; readonly size: number; readonly time?: number } & Pick<VerifiedAnchor, 'says' | 'by' | 'blocks'>)
  | { readonly verdict: 'mismatch'; readonly code: VerificationCode }

/**
 * Checks the time stamps of a file: docs/protocol.md, section 9. Each must be of a tree that the file's checkpoint continues. One that does
 * not verify accuses the time stamp and not the list, so that it is in the report and nothing is thrown.
 */
export function verifyFileAnchors(anchors: readonly FileAnchor[], checkpoint: VerifiedCheckpoint, trust: Trust): Promise<FileStamp[]> {
  return Promise.all(
    anchors.map((anchor) =>
      verifyStamp(anchor, checkpoint, trust).catch((error: unknown): FileStamp => {
        if (error instanceof VerificationError) return { verdict: 'mismatch', code: error.code }
        throw error
      }),
    ),
  )
}

async function verifyStamp({ anchor, consistency }: FileAnchor, now: VerifiedCheckpoint, trust: Trust): Promise<FileStamp> {
  const { checkpoint, says, time, by, blocks } = await verifyAnchor(parseAnchor(JSON.stringify(anchor)), trust)
  const { size, root } = checkpoint
  verifyConsistency({ size1: size, size2: now.size, root1: root, root2: now.root, proof: consistency })
  return { verdict: 'verified', size, ...(time !== 'not yet' && { time }), says, by, blocks }
}

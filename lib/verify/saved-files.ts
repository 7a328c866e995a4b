import { accessEntry } from '#lib/history/entry.ts'
import { parseEvidence } from '#lib/history/evidence.ts'
import { printProofPart } from '#lib/history/proof-part.ts'
import type { VerifiedHead } from '#lib/history/verify-head.ts'
import { utf8 } from '#lib/tlog/bytes.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import { leafHash } from '#lib/tlog/proof.ts'
import { printTlogProof } from '#lib/tlog/tlog-proof.ts'
import { extraOf } from './entry-extra.ts'
import type { Entry } from './loaded-page.ts'
import { type LogFiles, Unreachable } from './log-files.ts'
import type { KeptEvidence, SavedFile } from './types.ts'

/** The C2SP tlog-proof of one event, with event and nonce as its `extra`: health data. Undefined if the log's files do not give it. */
export async function proofFile(entry: Entry, { part }: VerifiedHead, files: LogFiles): Promise<SavedFile | undefined> {
  if (!('source' in entry)) return undefined
  const { logIndex, commitment, source } = entry
  try {
    const hashes = await files.inclusion(logIndex, leafHash(accessEntry(commitment)))
    const extra = extraOf(source)
    const text = printTlogProof({ extra, index: logIndex, hashes, checkpoint: utf8(part.checkpoint) })
    return { name: `sightline-entry-${logIndex}.tlog-proof`, type: 'text/plain', text }
  } catch (error) {
    if (error instanceof VerificationError || error instanceof Unreachable) return undefined
    throw error
  }
}

export function pinFile({ part }: VerifiedHead): SavedFile {
  return { name: 'sightline-pin.json', type: 'application/json', text: printProofPart(part) }
}

export function evidenceFile(text: string): SavedFile {
  return { name: 'sightline-evidence.json', type: 'application/json', text }
}

/** What this device has kept of earlier visits; a text that is no evidence any more is passed over. */
export function keptEvidence(texts: readonly string[]): KeptEvidence[] {
  return texts.flatMap((text) => {
    try {
      const { at, code } = parseEvidence(text)
      return [{ at, code, file: evidenceFile(text) }]
    } catch (error) {
      if (error instanceof VerificationError) return []
      throw error
    }
  })
}

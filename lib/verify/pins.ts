import { alpha, type Identifier } from '#lib/history/entry.ts'
import { type ProofPart, parseProofPart, printProofPart } from '#lib/history/proof-part.ts'
import type { Trust } from '#lib/history/trust.ts'
import { verifyCheckpoint } from '#lib/history/verify-checkpoint.ts'
import { type Pinned, type VerifiedHead, verifyHead } from '#lib/history/verify-head.ts'
import { vrfVerify } from '#lib/history/vrf.ts'
import { toBase64, utf8 } from '#lib/tlog/bytes.ts'
import { parseCheckpoint } from '#lib/tlog/checkpoint.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import { parseNote } from '#lib/tlog/note.ts'

/**
 * Where this device keeps its pins, texts by key, and beside them evidence that the log contradicted itself: hashes and signed notes, nothing
 * personal. `alone` runs while no other tab changes them; `clear` clears both.
 */
export type PinStore = {
  readonly alone: <T>(run: () => Promise<T>) => Promise<T>
  readonly all: () => Promise<readonly string[]>
  readonly get: (key: string) => Promise<string | undefined>
  readonly put: (key: string, text: string) => Promise<void>
  readonly clear: () => Promise<void>
  readonly keepEvidence: (text: string) => Promise<void>
  readonly evidence: () => Promise<readonly string[]>
}

/** An earlier visit: the proof part of its first page, and what a later one must continue. */
export type Pin = Pinned & { readonly part: ProofPart; readonly origin: string; readonly time: number }

/** The pin of this log and person, of which there is one. It is found by the pins' own VRF proofs: who somebody is, no pin says. */
export async function findPin(store: PinStore, trust: Trust, identifier: Identifier, now: number): Promise<Pin | undefined> {
  for (const text of await store.all()) {
    const pin = ownPin(text, trust, identifier, now)
    if (pin) return pin
  }
  return undefined
}

function ownPin(text: string, trust: Trust, identifier: Identifier, now: number): Pin | undefined {
  try {
    const part = parseProofPart(text)
    vrfVerify(trust.vrf, alpha(identifier), part.vrfProof)
    return pinOf({ part, checkpoint: verifyCheckpoint(part.checkpoint, trust, now) })
  } catch (error) {
    if (error instanceof VerificationError) return undefined
    throw error
  }
}

export function pinOf({ part, checkpoint }: Pick<VerifiedHead, 'part' | 'checkpoint'>): Pin {
  const { origin, text, size, root, time } = checkpoint
  return { part, origin, time, logText: text, logSize: size, logRoot: root, head: part.head ?? { size: 0, root: undefined } }
}

/** Keeps what a visit or a file has proven, unless something of a larger log is kept, or another text for the same size. */
export function keepPin(store: PinStore, { origin, vrf }: Trust, { part, checkpoint, label }: VerifiedHead): Promise<void> {
  const key = `${origin} ${toBase64(vrf)} ${toBase64(label)}`
  return store.alone(async () => {
    const kept = keptText(await store.get(key))
    if (kept === undefined || kept === checkpoint.text || parseCheckpoint(kept).size < checkpoint.size)
      await store.put(key, printProofPart(part))
  })
}

function keptText(pin: string | undefined): string | undefined {
  try {
    return pin && parseNote(utf8(parseProofPart(pin).checkpoint)).text
  } catch (error) {
    if (error instanceof VerificationError) return undefined
    throw error
  }
}

/** Checks a pin that came as a file, at whatever time it was made. @throws {VerificationError} as `verifyHead`; `quorum-not-met`. */
export function verifyPin(text: string, trust: Trust, identifier: Identifier, now: number): VerifiedHead {
  const head = verifyHead(parseProofPart(text), trust, identifier, now)
  if (head.checkpoint.waiting === 'quorum-not-met') throw new VerificationError('quorum-not-met', 'a pin that was never sealed')
  return head
}

import { type AddCheckpoint, originHash, parseAddCheckpoint, SIZE_TYPE } from '#lib/tlog/add-checkpoint.ts'
import { equalBytes, fromUtf8 } from '#lib/tlog/bytes.ts'
import { type Checkpoint, parseCheckpoint } from '#lib/tlog/checkpoint.ts'
import { COSIGNATURE_ML_DSA_44 } from '#lib/tlog/cosignature.ts'
import type { Cosigner } from '#lib/tlog/cosigner.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import { openNote, printNote, type SignatureLine, signatureLine } from '#lib/tlog/note.ts'
import { EMPTY_ROOT, verifyConsistency } from '#lib/tlog/proof.ts'
import { type Cosigned, CosignedFile, type WatchedLog } from './cosigned.ts'

const TEXT = 'text/plain; charset=utf-8'

export type Answer = { readonly status: number; readonly type: string; readonly body: string }

export type WitnessOptions = {
  /** Ours alone: `holdFolder` first. */
  readonly folder: string
  readonly cosigners: readonly Cosigner[]
  readonly logs: readonly WatchedLog[]
  /** Seconds since 1970. */
  readonly clock: () => number
  /**
   * What must be true of a tree besides that it extends the last one: an auditor replays it. One at a time for each log.
   *
   * @throws {VerificationError} if it is not true; nothing is signed then.
   */
  readonly examine?: (note: Uint8Array, checkpoint: Checkpoint) => Promise<void>
}

type Watched = WatchedLog & { readonly file: CosignedFile; last: Cosigned | undefined; queue: Promise<unknown> }

type Request = AddCheckpoint & Checkpoint & { readonly text: string; readonly lines: readonly SignatureLine[] }

/** C2SP tlog-witness: says of each log that its trees only grow. It keeps one checkpoint a log, on disk before anybody hears of it. */
export class Witness {
  readonly #options: WitnessOptions
  readonly #logs: readonly Watched[]

  private constructor(options: WitnessOptions, logs: readonly Watched[]) {
    this.#options = options
    this.#logs = logs
  }

  /** @throws {Error} if the state of a log cannot be read: it is not begun anew. */
  static async open(options: WitnessOptions): Promise<Witness> {
    const own = options.cosigners.map(({ vkey }) => vkey)
    const logs = options.logs.map(async (log): Promise<Watched> => {
      const file = new CosignedFile(options.folder, log, own)
      return { ...log, file, last: await file.read(), queue: Promise.resolve() }
    })
    return new Witness(options, await Promise.all(logs))
  }

  /** `POST add-checkpoint`: each status and body as the specification has them, in its order of checks. */
  async addCheckpoint(body: Uint8Array): Promise<Answer> {
    try {
      const { log, request } = this.#read(body)
      // One at a time: between comparing with the last checkpoint and replacing it there is no other.
      const answer = log.queue.then(() => this.#extend(log, request))
      log.queue = answer.catch(() => {})
      return await answer
    } catch (cause) {
      if (cause instanceof Refusal) return { status: cause.status, type: cause.type, body: `${cause.message}\n` }
      throw cause
    }
  }

  /** `GET <origin hash>/checkpoint`: what was cosigned last, with the log's lines and ours; undefined if nothing was. */
  checkpoint(hash: string): Uint8Array | undefined {
    return this.#logs.find(({ origin }) => originHash(origin) === hash)?.last?.note
  }

  #read(body: Uint8Array): { log: Watched; request: Request } {
    const request = refusing(400, () => parseAddCheckpoint(body))
    const text = noteText(request.checkpoint)
    const checkpoint = refusing(400, () => parseCheckpoint(text))
    const log = this.#logs.find(({ origin }) => origin === checkpoint.origin)
    if (!log) throw new Refusal(404, 'this witness does not know the origin')
    const { signatures } = refusing(403, () => openNote(request.checkpoint, log.vkeys))
    // An ML-DSA-44 signature is over origin, size and root: anybody could append lines to its text.
    if (checkpoint.extensions.length > 0 && signatures.every(({ vkey }) => vkey.type === COSIGNATURE_ML_DSA_44))
      throw new Refusal(403, 'no key of the log has signed the extension lines')
    if (request.oldSize > checkpoint.size) throw new Refusal(400, 'old is larger than the checkpoint')
    return { log, request: { ...request, ...checkpoint, text, lines: signatures.map(({ line }) => line) } }
  }

  async #extend(log: Watched, request: Request): Promise<Answer> {
    const { cosigners, clock, examine } = this.#options
    const { last } = log
    const lastSize = last?.size ?? 0
    if (request.oldSize !== lastSize) throw new Refusal(409, String(lastSize), SIZE_TYPE)
    refusing(422, () => verifyExtends(last, request))
    await examine?.(request.checkpoint, request).catch((cause: unknown) =>
      refusing(422, () => {
        throw cause
      }),
    )
    const now = clock()
    if (now < Math.max(1, last?.timestamp ?? 0)) throw new Refusal(503, 'the clock of this witness is behind what it has signed')
    if (last?.text === request.text && last.timestamp === now) return cosignatures(last)
    const { text, size, root, lines } = request
    const own = cosigners.map(({ vkey, at }) => ({ vkey, timestamp: now, line: signatureLine(at(now), text) }))
    const note = printNote({ text, signatures: [...lines, ...own.map(({ line }) => line)] })
    const cosigned = { note, text, size, root, timestamp: now, own }
    log.last = await log.file.write(cosigned, last)
    return cosignatures(cosigned)
  }
}

/** The text of what has the form of a note. Whether its lines can be read at all is asked of who is known to sign: 403, not 400. */
function noteText(note: Uint8Array): string {
  const whole = fromUtf8(note)
  const end = whole.lastIndexOf('\n\n') + 1
  if (!/^(?:— \S+ \S+\n)+$/.test(whole.slice(end + 1))) throw new Refusal(400, 'not a note')
  return whole.slice(0, end)
}

function verifyExtends(last: Cosigned | undefined, { oldSize, size, root, proof }: Request): void {
  if (size === 0 && !equalBytes(root, EMPTY_ROOT)) throw new VerificationError('root-mismatch', 'not the root of the empty tree')
  if (last && oldSize > 0) verifyConsistency({ size1: oldSize, size2: size, root1: last.root, root2: root, proof })
  else if (proof.length > 0) throw new VerificationError('malformed', 'there is nothing to be consistent with')
}

function cosignatures({ own, text }: Pick<Cosigned, 'own' | 'text'>): Answer {
  const lines = fromUtf8(printNote({ text, signatures: own.map(({ line }) => line) })).slice(text.length + 1)
  return { status: 200, type: TEXT, body: lines }
}

class Refusal extends Error {
  readonly status: number
  readonly type: string

  constructor(status: number, message: string, type = TEXT) {
    super(message)
    this.status = status
    this.type = type
  }
}

function refusing<T>(status: number, check: () => T): T {
  try {
    return check()
  } catch (cause) {
    if (cause instanceof VerificationError) throw new Refusal(status, cause.message)
    throw cause
  }
}

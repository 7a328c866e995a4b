import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { printAddCheckpoint } from '#lib/tlog/add-checkpoint.ts'
import { type Hash, utf8 } from '#lib/tlog/bytes.ts'
import { printCheckpoint } from '#lib/tlog/checkpoint.ts'
import { mlDsa44Cosigner } from '#lib/tlog/cosigner.ts'
import { ed25519Signer, type Signer, signNote } from '#lib/tlog/note.ts'
import { consistencySubtrees, leafHash, rootHash } from '#lib/tlog/proof.ts'
import type { WatchedLog } from './cosigned.ts'

/** A log of the entries "0", "1" … with two keys, of any size at once; another `branch` has other entries from number 5 on. */
export class SmallLog implements WatchedLog {
  readonly origin: string
  readonly vkeys: WatchedLog['vkeys']
  readonly signers: readonly Signer[]
  readonly #branch: string

  constructor(origin: string, branch = '') {
    this.origin = origin
    this.#branch = branch
    this.signers = [
      ed25519Signer(origin, new Uint8Array(32).fill(1)),
      mlDsa44Cosigner(origin, new Uint8Array(32).fill(2)).at(1_700_000_000),
    ]
    this.vkeys = this.signers.map(({ vkey }) => vkey)
  }

  root(size: number): Hash {
    return this.#subtree(0, size)
  }

  text(size: number): string {
    return printCheckpoint({ origin: this.origin, size, root: this.root(size) })
  }

  note(size: number, signers = this.signers): Uint8Array {
    return signNote(this.text(size), signers)
  }

  proof(size1: number, size2: number): Hash[] {
    return size1 === 0 ? [] : consistencySubtrees({ size1, size2 }).map(([lo, hi]) => this.#subtree(lo, hi))
  }

  request(oldSize: number, size: number): Uint8Array {
    return printAddCheckpoint({ oldSize, proof: this.proof(oldSize, size), checkpoint: this.note(size) })
  }

  #subtree(lo: number, hi: number): Hash {
    const entry = (index: number) => utf8(index < 5 ? String(index) : `${index}${this.#branch}`)
    return rootHash(Array.from({ length: hi - lo }, (_, i) => leafHash(entry(lo + i))))
  }
}

export async function temporaryFolder(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'sightline-monitor-'))
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** Where a server of this test listens: a free port. */
export async function listening(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
}

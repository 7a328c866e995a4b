/**
 * Every key of a log for tests, made from a seed, and the trust file that names them.
 *
 *     log log.example/test+…            Ed25519, then ML-DSA-44
 *     witness w1 w1.example+…           Ed25519; w2 is ML-DSA-44
 *     witness auditor auditor.example+…
 *     group both all w1 w2
 *     quorum none
 */
import { asHash, utf8 } from '#lib/tlog/bytes.ts'
import { type Cosigner, ed25519Cosigner, mlDsa44Cosigner } from '#lib/tlog/cosigner.ts'
import { ed25519Signer, printVkey, type Signer } from '#lib/tlog/note.ts'
import { sha256 } from '#sha256'
import { parseTrust, printTrust, type Trust } from './trust.ts'
import { vrfPublicKey } from './vrf.ts'

export const ORIGIN = 'log.example/test'

export type TestLogOptions = {
  readonly seed?: string
  readonly quorum?: 'none' | 'w1' | 'both'
  readonly auditors?: readonly string[]
  readonly authorities?: readonly Uint8Array[]
}

export class TestKeys {
  readonly trustText: string
  readonly trust: Trust
  readonly #seed: string

  constructor({ seed = 'test', quorum = 'none', auditors = [], authorities }: TestLogOptions) {
    this.#seed = seed
    const [ed, mlDsa, w1, w2, auditor] = [this.ed25519(), ...this.cosigners()].map(({ vkey }) => printVkey(vkey))
    const logs = `log ${ed}\nlog ${mlDsa}\n`
    const witnesses = `witness w1 ${w1}\nwitness w2 ${w2}\nwitness auditor ${auditor}\ngroup both all w1 w2\n`
    this.trustText = printTrust({
      policy: `${logs}${witnesses}quorum ${quorum}\n`,
      vrf: asHash(vrfPublicKey(this.secret('vrf'))),
      auditors,
      ...(authorities && { authorities }),
      fresh: 600,
      skew: 60,
      systems: [{ system: 'urn:test', aliases: [], pattern: '[a-z]+' }],
    })
    this.trust = parseTrust(this.trustText)
  }

  secret(name: string): Uint8Array {
    return sha256(utf8(`${this.#seed}/${name}`))
  }

  ed25519(): Signer {
    return ed25519Signer(ORIGIN, this.secret('ed25519'))
  }

  /** The log's own ML-DSA-44, two witnesses and an auditor. */
  cosigners(): [Cosigner, Cosigner, Cosigner, Cosigner] {
    return [
      mlDsa44Cosigner(ORIGIN, this.secret('ml-dsa')),
      ed25519Cosigner('w1.example', this.secret('w1')),
      mlDsa44Cosigner('w2.example', this.secret('w2')),
      ed25519Cosigner('auditor.example', this.secret('auditor')),
    ]
  }
}

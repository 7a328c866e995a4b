/**
 * Trust policies: C2SP tlog-policy, whose signatures make a checkpoint worth believing.
 *
 *     log sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8
 *     witness w1 w1.example+7da3290d+BIJ8326VeP/WJ+Pm1gmO4KFQGCi5FSHRHOC0X0jqEVgd https://w1.example/
 *     group anyone any w1
 *     quorum anyone
 *
 * A checkpoint is valid if any one of the logs signed it under its own name and enough witnesses cosigned it. A witness with two keys is
 * two `witness` lines and a group `any` of them, so that it counts once. How old a cosignature may be no policy says: who cares filters
 * the verified signatures by timestamp and asks `quorumMet` again.
 */
import { parseDecimal } from './bytes.ts'
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts'
import { COSIGNATURE_ED25519 } from './cosignature.ts'
import { VerificationError } from './error.ts'
import { NOTE_ED25519, type OpenedNote, openNote, parseVkey, printVkey, type Vkey } from './note.ts'

/** A key whose checkpoints we accept, if they bear its name as origin. The URL says where it may be reached and proves nothing. */
export type PolicyLog = { vkey: Vkey; url?: string }
/** One key of one witness. `name` is the policy's own word for it, and need not be the name in the key. */
export type PolicyWitness = { name: string; vkey: Vkey; url?: string }
/** Counts as one cosigner when `threshold` of its members do. */
export type PolicyGroup = { name: string; threshold: number; members: readonly string[] }

export type Policy = {
  logs: readonly PolicyLog[]
  witnesses: readonly PolicyWitness[]
  /** Each refers to witnesses and to groups before it. */
  groups: readonly PolicyGroup[]
  /** A witness, a group, or `none`. */
  quorum: string
}

/**
 * Reads a policy as its specification has it: lines in any order, but each name defined before it is used, so that no group can hold
 * itself; one public key once; one member in one group, so that nobody counts twice; exactly one quorum.
 *
 * A policy is trusted input: it says whom to believe, and nothing here can say whether that is wise.
 *
 * @throws {VerificationError} `malformed`, naming the line.
 */
export function parsePolicy(text: string): Policy {
  const lines = text.split('\n')
  if (lines.pop() !== '') throw malformed('the last line of a policy has no newline')
  const reader = new PolicyReader()
  lines.forEach((line, i) => {
    try {
      reader.line(line)
    } catch (cause) {
      if (!(cause instanceof VerificationError)) throw cause
      throw malformed(`line ${i + 1} of the policy: ${cause.message}`)
    }
  })
  return reader.policy()
}

/** One text for a policy, read by `parsePolicy` as the same policy. Comments and spacing of a text that was parsed are gone. */
export function printPolicy({ logs, witnesses, groups, quorum }: Policy): string {
  return [
    ...logs.map(({ vkey, url }) => ['log', printVkey(vkey), url]),
    ...witnesses.map(({ name, vkey, url }) => ['witness', name, printVkey(vkey), url]),
    ...groups.map(({ name, threshold, members }) => ['group', name, printThreshold(threshold, members.length), ...members]),
    ['quorum', quorum],
  ]
    .map((items) => `${items.filter((item) => item !== undefined).join(' ')}\n`)
    .join('')
}

/**
 * Whether these keys, whose cosignatures of *one* checkpoint were verified, are enough. Keys that are no witness's count for nothing,
 * and one that is given twice counts once. `none` is always enough.
 *
 * The one function here that answers with a boolean: too few is no error in what was signed, and may be enough a second later.
 */
export function quorumMet(policy: Policy, cosigned: Iterable<Vkey>): boolean {
  const keys = new Set(Array.from(cosigned, printVkey))
  const names = new Set(['none'])
  for (const { name, vkey } of policy.witnesses) if (keys.has(printVkey(vkey))) names.add(name)
  for (const { name, threshold, members } of policy.groups)
    if (members.filter((member) => names.has(member)).length >= threshold) names.add(name)
  return names.has(policy.quorum)
}

/**
 * Verifies a checkpoint under a policy, as that specification has it: any one of its logs, under its own name, and the quorum.
 *
 * Who wants more — every key of a log, three lines only, young cosignatures, a newer size than before — asks the returned value.
 *
 * @throws {VerificationError} `malformed`, `bad-signature`, `unknown-log`, `quorum-not-met`.
 */
export function verifyCheckpoint(policy: Policy, note: Uint8Array): OpenedNote & { checkpoint: Checkpoint } {
  const opened = openNote(
    note,
    [...policy.logs, ...policy.witnesses].map(({ vkey }) => vkey),
  )
  const checkpoint = parseCheckpoint(opened.text)
  const signed = new Set(opened.signatures.map(({ vkey }) => vkey))
  if (!policy.logs.some(({ vkey }) => vkey.name === checkpoint.origin && signed.has(vkey))) {
    throw new VerificationError('unknown-log', 'no log of the policy signed this checkpoint as its own')
  }
  if (!quorumMet(policy, signed)) throw new VerificationError('quorum-not-met', `the quorum is ${policy.quorum}`)
  return { ...opened, checkpoint }
}

/** A policy while it is read, line by line; the sets are what must not occur twice. */
class PolicyReader {
  readonly #logs: PolicyLog[] = []
  readonly #witnesses: PolicyWitness[] = []
  readonly #groups: PolicyGroup[] = []
  readonly #keys = new Set<string>()
  readonly #names = new Set(['none'])
  readonly #members = new Set(['none'])
  #quorum: string | undefined

  line(line: string): void {
    if (/[^\t\x20-\x7e\u0080-\u{10ffff}]/u.test(line)) throw malformed('a control character')
    const [keyword = '', ...items] = line.split(/[\t ]+/).filter((item) => item !== '')
    if (keyword === '' || keyword.startsWith('#')) return
    if (keyword === 'log') this.#log(items)
    else if (keyword === 'witness') this.#witness(items)
    else if (keyword === 'group') this.#group(items)
    else if (keyword === 'quorum') this.#setQuorum(items)
    else throw malformed('neither log, witness, group nor quorum')
  }

  policy(): Policy {
    if (this.#quorum === undefined) throw malformed('a policy has a quorum')
    return { logs: this.#logs, witnesses: this.#witnesses, groups: this.#groups, quorum: this.#quorum }
  }

  #log([key = '', url, ...rest]: string[]): void {
    const vkey = this.#newKey(key)
    if (vkey.type === COSIGNATURE_ED25519 || rest.length > 0) throw malformed('a log is: log <vkey of type 01 or 06> [<url>]')
    this.#logs.push(url === undefined ? { vkey } : { vkey, url })
  }

  #witness([name = '', key = '', url, ...rest]: string[]): void {
    const vkey = this.#newKey(key)
    if (vkey.type === NOTE_ED25519 || rest.length > 0) throw malformed('a witness is: witness <name> <vkey of type 04 or 06> [<url>]')
    this.#define(name)
    this.#witnesses.push(url === undefined ? { name, vkey } : { name, vkey, url })
  }

  #group([name = '', k = '', ...members]: string[]): void {
    const threshold = k === 'any' ? 1 : k === 'all' ? members.length : parseDecimal(k)
    if (threshold < 1 || threshold > members.length) throw malformed('a group is: group <name> all|any|<1 … n> <name>...')
    for (const member of members) {
      if (!this.#names.has(member) || this.#members.has(member)) throw malformed('a member is not defined before, or is one already')
      this.#members.add(member)
    }
    this.#define(name)
    this.#groups.push({ name, threshold, members })
  }

  #setQuorum([name = '', ...rest]: string[]): void {
    if (this.#quorum !== undefined || !this.#names.has(name) || rest.length > 0) throw malformed('one quorum, of a name defined before')
    this.#quorum = name
  }

  #define(name: string): void {
    if (name === '' || this.#names.has(name)) throw malformed('a name is defined twice')
    this.#names.add(name)
  }

  /** One public key is one log or one witness, whatever name or type its vkeys give it. */
  #newKey(text: string): Vkey {
    const vkey = parseVkey(text)
    const key = vkey.publicKey.join()
    if (this.#keys.has(key)) throw malformed('a public key stands twice')
    this.#keys.add(key)
    return vkey
  }
}

function printThreshold(threshold: number, members: number): string {
  return threshold === members ? 'all' : threshold === 1 ? 'any' : String(threshold)
}

function malformed(message: string): VerificationError {
  return new VerificationError('malformed', message)
}

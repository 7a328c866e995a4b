import type { Trust } from '#lib/history/trust.ts'
import { COSIGNATURE_ED25519 } from '#lib/tlog/cosignature.ts'
import { NOTE_ED25519, type SignatureType, type VerifiedSignature } from '#lib/tlog/note.ts'
import type { Policy } from '#lib/tlog/policy.ts'
import type { Cosigned } from './cosigned.ts'

export type PartyKey = { readonly keyId: string; readonly algorithm: 'Ed25519' | 'ML-DSA-44' }

/** A witness or an auditor of the policy: all the keys that bear its name, as one. */
export type Party = {
  readonly name: string
  readonly keys: readonly PartyKey[]
  /** Whether one of its keys has cosigned the newest checkpoint, as far as that could be read. */
  readonly onNewest: boolean
  /** Seconds: when it last signed, by its own word; undefined when no signature of it is known. */
  readonly lastSigned: number | undefined
}

/** `threshold` of the parties in `of` must cosign; `other` is a policy that one such sentence cannot tell. */
export type Quorum =
  | { readonly kind: 'none' | 'other' }
  | { readonly kind: 'threshold'; readonly threshold: number; readonly of: readonly string[] }

export function algorithm(type: SignatureType): PartyKey['algorithm'] {
  return type === NOTE_ED25519 || type === COSIGNATURE_ED25519 ? 'Ed25519' : 'ML-DSA-44'
}

/** Everybody of the policy in its order, also those who never signed, from verified signatures of the newest checkpoint and what is remembered. */
export function partiesOf(
  { keys, auditors }: Trust,
  signatures: readonly VerifiedSignature[],
  remembered: readonly Cosigned[],
): { readonly witnesses: readonly Party[]; readonly auditors: readonly Party[] } {
  const ofName = Map.groupBy(keys.witnesses, ({ vkey }) => vkey.name)
  const named = [...ofName].map(([name, members]) => {
    const mine = signatures.filter(({ vkey }) => members.some((member) => member.vkey === vkey))
    const earlier = remembered.filter((row) => row.name === name && members.some(({ vkey }) => vkey.keyId === row.keyId))
    const times = [...mine, ...earlier].map(({ timestamp = 0 }) => timestamp)
    return {
      auditing: members.some((member) => auditors.includes(member.name)),
      party: {
        name,
        keys: members.map(({ vkey }) => ({ keyId: vkey.keyId, algorithm: algorithm(vkey.type) })),
        onNewest: mine.length > 0,
        lastSigned: times.length === 0 ? undefined : Math.max(...times),
      },
    }
  })
  const those = (asked: boolean) => named.filter(({ auditing }) => auditing === asked).map(({ party }) => party)
  return { witnesses: those(false), auditors: those(true) }
}

export function quorumOf(policy: Policy): Quorum {
  if (policy.quorum === 'none') return { kind: 'none' }
  const alone = partyOf(policy, policy.quorum)
  if (alone !== undefined) return { kind: 'threshold', threshold: 1, of: [alone] }
  const group = policy.groups.find(({ name }) => name === policy.quorum)
  const of = group?.members.map((member) => partyOf(policy, member)) ?? []
  const distinct = new Set(of)
  if (!group || distinct.has(undefined) || distinct.size !== of.length) return { kind: 'other' }
  return { kind: 'threshold', threshold: group.threshold, of: of.filter((name) => name !== undefined) }
}

/** The one party that a witness line, or a group `any` of one party's keys, stands for. */
function partyOf({ witnesses, groups }: Policy, member: string): string | undefined {
  const witness = witnesses.find(({ name }) => name === member)
  if (witness) return witness.vkey.name
  const group = groups.find(({ name }) => name === member)
  if (group?.threshold !== 1) return undefined
  const names = new Set(group.members.map((key) => witnesses.find(({ name }) => name === key)?.vkey.name))
  return names.size === 1 ? [...names][0] : undefined
}

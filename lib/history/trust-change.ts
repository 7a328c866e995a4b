/**
 * Changes of a trust file (docs/protocol.md, section 5), each giving a whole new one: docs/operations.md, "Changing keys".
 *
 *     witness w4.example/1 w4.example+7da3290d+BIJ8… https://w4.example/      one line for each of its keys
 *     witness w4.example/2 w4.example+51c09e6b+Bk0v… https://w4.example/
 *     group w4.example any w4.example/1 w4.example/2                          so that it counts once
 *     group quorum 2 w1.example w2.example w3.example w4.example              who is asked for how many
 *     quorum quorum
 *
 * What comes out was read again by `parseTrust`: it is a trust file or an error. Whether it is wise, nothing here can say.
 */
import type { Vkey } from '#lib/tlog/note.ts'
import { type Policy, type PolicyGroup, printPolicy } from '#lib/tlog/policy.ts'
import { malformed } from './json.ts'
import { parseTrust, printTrust, type Trust } from './trust.ts'

/** The name of the group whose threshold is the quorum, where the policy had none. */
const QUORUM = 'quorum'

/** The log's new signing pair. Name and VRF key stay: with another it would be another origin. */
export function withLogKeys(trust: Trust, [ed25519, mlDsa44]: readonly [Vkey, Vkey]): Trust {
  if (ed25519.name !== trust.origin || mlDsa44.name !== trust.origin) throw malformed('a key of another origin')
  return changed(trust, { ...trust.keys, logs: [{ vkey: ed25519 }, { vkey: mlDsa44 }] })
}

/** A witness more, of one or two keys of one name; an auditor cosigns beside the quorum. The quorum asks for as many as before. */
export function withWitness(trust: Trust, { vkeys, url, auditor }: { vkeys: readonly Vkey[]; url: string; auditor: boolean }): Trust {
  const [name = ''] = vkeys.map((vkey) => vkey.name)
  if (vkeys.some((vkey) => vkey.name !== name)) throw malformed('the keys of one witness have one name')
  const { keys } = trust
  const lines = vkeys.map((vkey, i) => ({ name: `${name}/${i + 1}`, vkey, url }))
  const members = lines.map((line) => line.name)
  const witnesses = [...keys.witnesses, ...lines]
  if (auditor) return changed({ ...trust, auditors: [...trust.auditors, ...members] }, { ...keys, witnesses })
  const group: PolicyGroup = { name, threshold: 1, members }
  const { quorum, others } = quorumOf(keys)
  return changed(trust, { ...keys, witnesses, ...ordered([...others, group], { ...quorum, members: [...quorum.members, name] }) })
}

/** Without this witness or auditor. @throws {VerificationError} `malformed` if it is not there, or too few are left for the quorum. */
export function withoutWitness(trust: Trust, name: string): Trust {
  const { keys } = trust
  const gone = keys.witnesses.filter(({ vkey }) => vkey.name === name).map((line) => line.name)
  if (gone.length === 0) throw malformed(`no witness is called ${name}`)
  const { quorum, others } = quorumOf(keys)
  const emptied = others.filter(({ members }) => members.every((member) => gone.includes(member))).map((group) => group.name)
  const members = quorum.members.filter((member) => !gone.includes(member) && !emptied.includes(member))
  if (members.length < quorum.threshold) throw malformed(`the quorum asks for ${quorum.threshold}: add another witness first, or lower it`)
  const witnesses = keys.witnesses.filter((line) => !gone.includes(line.name))
  const auditors = trust.auditors.filter((auditor) => !gone.includes(auditor))
  return changed(
    { ...trust, auditors },
    {
      ...keys,
      witnesses,
      ...ordered(
        others.filter((group) => !emptied.includes(group.name)),
        { ...quorum, members },
      ),
    },
  )
}

/** The quorum asks for `threshold` of its witnesses. @throws {VerificationError} `malformed` if there are not so many. */
export function withQuorum(trust: Trust, threshold: number): Trust {
  const { quorum, others } = quorumOf(trust.keys)
  return changed(trust, { ...trust.keys, ...ordered(others, { ...quorum, threshold }) })
}

function quorumOf({ groups, quorum }: Policy): { quorum: PolicyGroup; others: readonly PolicyGroup[] } {
  const found = groups.find(({ name }) => name === quorum)
  if (!found && quorum !== 'none') return { quorum: { name: QUORUM, threshold: 1, members: [quorum] }, others: groups }
  return { quorum: found ?? { name: QUORUM, threshold: 1, members: [] }, others: groups.filter((group) => group !== found) }
}

function ordered(others: readonly PolicyGroup[], quorum: PolicyGroup): Pick<Policy, 'groups' | 'quorum'> {
  return { groups: [...others, quorum], quorum: quorum.name }
}

function changed(trust: Trust, policy: Policy): Trust {
  return parseTrust(printTrust({ ...trust, policy: printPolicy(policy) }))
}

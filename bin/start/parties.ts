import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseTrust, type Trust } from '#lib/history/trust.ts'
import { cosignerKeys } from '#lib/monitor/keys.ts'
import { printVkey } from '#lib/tlog/note.ts'
import type { PolicyGroup, PolicyWitness } from '#lib/tlog/policy.ts'
import type { Service } from './children.ts'

/** Three witnesses and an auditor for the demonstration. They run on the log's own machine, so they prove nothing about independence. */
const WITNESSES = ['witness-1.example', 'witness-2.example', 'witness-3.example'] as const
export const AUDITOR = 'auditor.example'
export const PARTIES = [...WITNESSES, AUDITOR]
const QUORUM = 2

const folderOf = (dataDir: string, name: string) => join(dataDir, 'parties', name)

/** Draws their keys and says under which policy they cosign: any two of the three, and the auditor beside them. */
export async function demoPolicy(dataDir: string, ports: readonly number[]) {
  const witnesses: PolicyWitness[] = []
  for (const [i, name] of PARTIES.entries())
    for (const [k, { vkey }] of (await cosignerKeys(folderOf(dataDir, name), name)).entries())
      witnesses.push({ name: `${name}/${k + 1}`, vkey, url: `http://127.0.0.1:${ports[i]}/` })
  const keysOf = (name: string) => [`${name}/1`, `${name}/2`]
  const groups: PolicyGroup[] = WITNESSES.map((name) => ({ name, threshold: 1, members: keysOf(name) }))
  return {
    witnesses,
    groups: [...groups, { name: 'quorum', threshold: QUORUM, members: WITNESSES }],
    quorum: 'quorum',
    auditors: keysOf(AUDITOR),
  }
}

export type Party = { readonly name: string; readonly port: number; readonly args: (dataDir: string) => string[] }

/** Those of the trust file that are ours to run, where it says that they are reached. */
export function demoParties({ keys, logEd25519, logMlDsa44 }: Trust): Party[] {
  const logs = [logEd25519, logMlDsa44].flatMap((vkey) => ['--log', printVkey(vkey)])
  return PARTIES.flatMap((name) => {
    const url = keys.witnesses.find(({ vkey }) => vkey.name === name)?.url
    const address = url === undefined ? undefined : new URL(url)
    if (address?.hostname !== '127.0.0.1') return []
    const usual = (dataDir: string) => ['--listen', address.host, '--state', folderOf(dataDir, name), '--name', name]
    const args = (dataDir: string) => (name === AUDITOR ? usual(dataDir) : [...usual(dataDir), ...logs])
    return [{ name, port: Number(address.port), args }]
  })
}

/** Where they will listen, and what can be done where another program already does: once the trust file is made, their addresses stand in it. */
export function partyPorts(trustFile: string, ports: readonly number[]): { port: number; remedy: string }[] {
  if (!existsSync(trustFile)) {
    const remedy = `or choose four other ports: PARTY_PORTS="${ports.map((port) => port + 10).join(' ')}" npm start`
    return ports.map((port) => ({ port, remedy }))
  }
  const remedy = `for a witness's address stands in ${trustFile}. Only npm run reset, which removes all data, begins anew with other PARTY_PORTS.`
  return demoParties(parseTrust(readFileSync(trustFile, 'utf8'))).map(({ port }) => ({ port, remedy }))
}

/** One of them as a process of the product. */
export function partyService(party: Party, dataDir: string, more: readonly string[], env: NodeJS.ProcessEnv): Service {
  const program = party.name === AUDITOR ? 'bin/auditor.ts' : 'bin/witness.ts'
  return { name: party.name, args: [program, ...party.args(dataDir), ...more], env, probe: `http://127.0.0.1:${party.port}/` }
}

import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { putFile } from '#lib/durable.ts'
import { env } from '#lib/env.ts'
import { parseTrust, printTrust, type Trust } from '#lib/history/trust.ts'
import { withLogKeys, withoutWitness, withQuorum, withWitness } from '#lib/history/trust-change.ts'
import { drawNextPair, dropPreviousPair, readLogKeys } from '#lib/ledger/keys.ts'
import { utf8 } from '#lib/tlog/bytes.ts'
import { parseVkey } from '#lib/tlog/note.ts'

const USAGE = `Usage: npm run trust -- show
       npm run trust -- add-witness URL VKEY [VKEY]       the keys that it prints when it starts
       npm run trust -- add-auditor URL VKEY [VKEY]
       npm run trust -- remove NAME                       a witness or an auditor, by the name in its keys
       npm run trust -- quorum N                          how many witnesses must cosign
       npm run trust -- new-log-keys                      a new signing pair; the present one goes on signing beside it
       npm run trust -- end-overlap                       the pair before this one signs no more
Nothing in use changes: what is new stands beside it, and you put it in place (docs/operations.md, "Changing keys").`

const { TRUST_FILE, SECRETS_DIR, LOG_ORIGIN } = env('owner')
const NEW_TRUST = TRUST_FILE.replace(/(\.json)?$/, '.new.json')

try {
  await change(parseArgs({ allowPositionals: true }).positionals)
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 2
}

async function change([command, ...args]: readonly string[]): Promise<void> {
  const trust = parseTrust(await readFile(TRUST_FILE, 'utf8'))
  const [first = '', ...rest] = args
  if (command === 'show') return show(trust)
  if ((command === 'add-witness' || command === 'add-auditor') && rest.length > 0)
    return write(withWitness(trust, { vkeys: rest.map(parseVkey), url: new URL(first).href, auditor: command === 'add-auditor' }))
  if (command === 'remove' && first !== '') return write(withoutWitness(trust, first))
  if (command === 'quorum' && /^[1-9][0-9]?$/.test(first)) return write(withQuorum(trust, Number(first)))
  if (command === 'new-log-keys') return newLogKeys(trust)
  if (command === 'end-overlap')
    return console.log(`Wrote ${await dropPreviousPair(SECRETS_DIR)}. Put it in the place of log-keys.json and restart the sequencer.`)
  throw new Error(USAGE)
}

function show({ origin, fingerprint, keys, auditors }: Trust): void {
  console.log(`${origin}\nfingerprint ${fingerprint}\nquorum ${keys.quorum}`)
  for (const { name, vkey, url } of keys.witnesses)
    console.log(`${auditors.includes(name) ? 'auditor' : 'witness'} ${vkey.name} ${vkey.keyId} ${url ?? ''}`)
}

async function newLogKeys(trust: Trust): Promise<void> {
  refuseIfWaiting()
  const file = await drawNextPair(SECRETS_DIR)
  const { vkeys } = await readLogKeys(SECRETS_DIR, LOG_ORIGIN, file)
  console.log(`Wrote ${file}. Give every witness the new keys beside the old ones, then put it in the place of log-keys.json:`)
  for (const line of withLogKeys(trust, vkeys).policy.split('\n').slice(0, 2)) console.log(line.replace('log ', '--log '))
  await write(withLogKeys(trust, vkeys))
}

async function write(next: Trust): Promise<void> {
  refuseIfWaiting()
  await putFile(NEW_TRUST, utf8(printTrust(next)))
  console.log(`Wrote ${NEW_TRUST}, fingerprint ${next.fingerprint}.`)
  console.log(
    `Put it in the place of ${TRUST_FILE} and start again: sequencer, gateway and web read it, and the pages are built anew with it.`,
  )
}

function refuseIfWaiting(): void {
  if (existsSync(NEW_TRUST)) throw new Error(`${NEW_TRUST} waits already: put it in place, or remove it.`)
}

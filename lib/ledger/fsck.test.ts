import assert from 'node:assert/strict'
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { HighestFile } from '#lib/durable.ts'
import type { Trust } from '#lib/history/trust.ts'
import { asHash, fromUtf8, utf8 } from '#lib/tlog/bytes.ts'
import { printCheckpoint } from '#lib/tlog/checkpoint.ts'
import { parseNote, printNote } from '#lib/tlog/note.ts'
import { fsck } from './fsck.ts'
import { signCheckpoint } from './keys.ts'
import { LogFiles } from './log-files.ts'
import { patientKey } from './patient.ts'
import { enqueue } from './queue.ts'
import { regenerateFiles } from './regenerate.ts'
import { Sequencer } from './sequencer.ts'
import { TEST_ORIGIN, TestLedger, testIdentifier, testSubmission } from './testing.ts'

const TABLES = ['patient', 'submission', 'pending', 'event', 'history_head', 'map_head', 'map_tile', 'log_head', 'release']
const ANNA = patientKey(testIdentifier(1))
const BERT = patientKey(testIdentifier(2))

describe('fsck', () => {
  let ledger: TestLedger
  let trust: Trust

  before(async () => {
    ledger = await TestLedger.make()
    trust = ledger.trust
    const sequencer = await Sequencer.lead(ledger.options())
    assert.ok(sequencer)
    for (const batch of [[1, 2, 1], [3], [1, 2, 2, 4, 1, 1], [5, 1]]) {
      for (const person of batch) await ledger.submit(person)
      await sequencer.tick()
    }
    await ledger.release('first')
    await ledger.submit(...Array.from({ length: 259 }, () => 7))
    await sequencer.tick()
    await sequencer.close()
    await ledger.submit(6)
    await ledger.owner.query('CREATE SCHEMA saved')
    for (const table of TABLES) await ledger.owner.query(`CREATE TABLE saved.${table} AS TABLE ${table}`)
  })
  after(() => ledger.close())

  async function findings(): Promise<string[]> {
    const found: string[] = []
    const audit = new LogFiles(join(ledger.folder, 'audit'))
    await fsck({ databaseUrl: ledger.database.ownerUrl, trust, files: ledger.files, audit }, (finding) => found.push(finding))
    return found
  }

  async function afterSql(...queries: readonly string[]): Promise<string> {
    for (const query of queries) assert.ok((await ledger.owner.query(query)).rowCount, `no row: ${query}`)
    const found = await findings()
    for (const table of TABLES) await ledger.owner.query(`TRUNCATE ${table} CASCADE`)
    for (const table of TABLES) await ledger.owner.query(`INSERT INTO ${table} SELECT * FROM saved.${table}`)
    return found.join('\n')
  }

  /** The findings when one bit of a file is flipped, or the file is gone. */
  function afterDamage(path: string, offset?: number): Promise<string> {
    return afterChange(path, (bytes) => (offset === undefined ? undefined : bytes.with(offset, (bytes[offset] ?? 0) ^ 1)))
  }

  async function afterChange(path: string, change: (bytes: Uint8Array) => Uint8Array | undefined): Promise<string> {
    const file = join(ledger.folder, path)
    const bytes = await readFile(file)
    await rm(file)
    const changed = change(bytes)
    if (changed) await writeFile(file, changed)
    const found = await findings()
    await writeFile(file, bytes)
    return found.join('\n')
  }

  /** The findings when no checkpoint is published but one of this size and another root. */
  async function withPublished(size?: number): Promise<string[]> {
    const { checkpoints } = ledger.files
    await rename(checkpoints.folder, `${checkpoints.folder}.away`)
    const text = printCheckpoint({ origin: TEST_ORIGIN, size: size ?? 0, root: asHash(new Uint8Array(32)), extensions: [] })
    if (size) await checkpoints.put(HighestFile.name(size), utf8(signCheckpoint(ledger.keys, text, ledger.now)))
    const found = await findings()
    await rm(checkpoints.folder, { recursive: true, force: true })
    await rename(`${checkpoints.folder}.away`, checkpoints.folder)
    return found
  }

  const of = (patient: string, index: number) => `patient = '${patient}' AND history_index = ${index}`

  test('finds nothing wrong with what the sequencer sealed', async () => {
    assert.deepEqual(await findings(), [])
    const audit = new LogFiles(join(ledger.folder, 'audit'))
    const checked = await fsck({ databaseUrl: ledger.database.ownerUrl, trust, files: ledger.files, audit }, assert.fail)
    assert.deepEqual(checked, { size: 278, events: 271, histories: 6 })
  })

  const row = new RegExp(`event ${ANNA}/1 \\(log index 3\\)`)

  for (const [what, set, finding] of [
    ['a changed event', `event = overlay(event PLACING 'X' FROM 20)`, /event and nonce do not give its commitment/],
    ['another nonce', `event_nonce = sha256(event_nonce)`, /event and nonce do not give its commitment/],
    ['swapped nonces', `event_nonce = concealed_nonce, concealed_nonce = event_nonce`, /event and nonce do not give its commitment/],
    ['changed names', `concealed = overlay(concealed PLACING 'X' FROM 20)`, /concealed bytes and nonce do not open the event/],
    ['another concealed nonce', `concealed_nonce = source_nonce`, /concealed bytes and nonce do not open the event/],
    ['a changed network', `network = '{}'`, /the network is not the one that was committed to/],
    ['another source nonce', `source_nonce = event_nonce`, /the network is not the one that was committed to/],
    ['another commitment', `commitment = sha256(commitment)`, /the log has another commitment there/],
    ['other subtree hashes', `nodes = sha256(nodes)`, /its subtree hashes are not those of its history/],
    ['a subtree hash too many', `nodes = nodes || sha256(nodes)`, /its subtree hashes are not those of its history/],
    ['another event id', `id = gen_random_uuid()`, /the event has another id than its row/],
    ['bytes that are not erased', `withheld = 'erased'`, /still holds what was erased/],
  ] as const)
    test(`names the row with ${what}`, async () => {
      const found = await afterSql(`UPDATE event SET ${set} WHERE ${of(ANNA, 1)}`)
      assert.match(found, new RegExp(`${row.source}: (malformed|root-mismatch)?.*${finding.source}`))
    })

  test('names a row that was deleted, and the replay goes on without it', async () => {
    const found = await afterSql(`DELETE FROM event WHERE ${of(ANNA, 1)}`)
    assert.match(found, /the row of the event at log index 3 is gone/)
    assert.match(
      found,
      new RegExp(`event [0-9a-f-]{36}: was accepted|event ${ANNA}/[0-9a-f-]{36}: was accepted and is neither pending nor sealed`),
    )
    assert.doesNotMatch(found, /replay ends early|history_head/)
  })

  test('names rows that stand in each other’s places, among other people’s, or nowhere', async () => {
    const swap = await afterSql(
      `UPDATE event SET log_index = 100 WHERE ${of(ANNA, 0)}`,
      `UPDATE event SET log_index = 1 WHERE ${of(ANNA, 1)}`,
      `UPDATE event SET log_index = 3 WHERE ${of(ANNA, 0)}`,
    )
    assert.match(swap, new RegExp(`event ${ANNA}/1 \\(log index 1\\): the log has another commitment there`))
    const moved = await afterSql(`UPDATE event SET patient = '${BERT}', history_index = 50 WHERE ${of(ANNA, 1)}`)
    assert.match(moved, new RegExp(`event ${BERT}/50 \\(log index 3\\): .*the event is about another patient than its row`))
    assert.match(moved, /the label bundle has another label or blind/)
    const shifted = await afterSql(`UPDATE event SET history_index = 50 WHERE ${of(ANNA, 1)}`)
    assert.match(shifted, new RegExp(`event ${ANNA}/50 \\(log index 3\\): it is entry 1 of its history`))
    const twice = await afterSql(`UPDATE event SET log_index = 1 WHERE ${of(BERT, 0)}`)
    assert.match(twice, /another row has its log index/)
    const beyond = await afterSql(`UPDATE event SET log_index = 900 WHERE ${of(BERT, 0)}`)
    assert.match(beyond, /its log index is beyond the published size/)
    const onMap = await afterSql(`UPDATE event SET log_index = 4 WHERE ${of(BERT, 0)}`)
    assert.match(onMap, /the log has no access entry there/)
  })

  test('names an event that was booked under another person’s label', async () => {
    const labels = `UPDATE patient a SET label = b.label, blind = b.blind, vrf_proof = b.vrf_proof FROM patient b WHERE a.patient = '${ANNA}' AND b.patient = '${BERT}'`
    assert.match(await afterSql(labels), new RegExp(`patient ${ANNA}: wrong-label`))
    assert.match(
      await afterSql(`UPDATE patient SET blind = sha256(blind) WHERE patient = '${ANNA}'`),
      /label and blind are not those of its proof/,
    )
    assert.match(await afterSql(`UPDATE patient SET value = '99999999999' WHERE patient = '${ANNA}'`), /is not the key of its identifier/)
  })

  test('names heads, map heads and map tiles that are not those of the histories', async () => {
    assert.match(
      await afterSql(`UPDATE history_head SET size = size + 1 WHERE patient = '${ANNA}'`),
      new RegExp(`history_head ${ANNA}: is not that`),
    )
    assert.match(await afterSql(`DELETE FROM history_head WHERE patient = '${ANNA}'`), /the history_head of label [0-9a-f]{64} is gone/)
    const one = 'SELECT label FROM map_head LIMIT 1'
    assert.match(await afterSql(`UPDATE map_head SET value = sha256(value) WHERE label = (${one})`), /map_head [0-9a-f]{64}: is not that/)
    assert.match(await afterSql(`DELETE FROM map_head WHERE label = (${one})`), /map_head [0-9a-f]{64}: is gone/)
    assert.match(await afterSql(`INSERT INTO map_head VALUES (sha256('x'), sha256('y'))`), /map_head [0-9a-f]{64}: is not that/)
    assert.match(
      await afterSql(`UPDATE map_tile SET slots = overlay(slots PLACING 'x' FROM 40) WHERE prefix = ''`),
      /map_tile : is not that/,
    )
  })

  test('names a log head that is not what was signed', async () => {
    assert.match(await afterSql(`UPDATE log_head SET note = replace(note, E'\\n278\\n', E'\\n279\\n')`), /log_head: bad-signature/)
    assert.match(
      await afterSql('UPDATE log_head SET root = sha256(root)'),
      /log_head: root-mismatch.*the signed note is not that of the row/,
    )
    assert.match(await afterSql('UPDATE log_head SET size = size + 1'), /log_head: root-mismatch.*the signed note is not that of the row/)
    assert.match(await afterSql('UPDATE log_head SET map_root = sha256(map_root)'), /the map entry is not that of the row/)
    assert.match(
      await afterSql('UPDATE log_head SET epoch = epoch + 1'),
      /the map entry is not that of the row.*log_head: the epoch is \d/s,
    )
    assert.match(
      await afterSql(`UPDATE log_head SET map_entry_proof = overlay(map_entry_proof PLACING sha256('') FROM 1)`),
      /log_head: root-mismatch/,
    )
    const { rows } = await ledger.owner.query<{ note: string }>('SELECT note FROM log_head')
    const { text, signatures } = parseNote(utf8(rows[0]?.note ?? ''))
    for (const left of [0, 1]) {
      const note = fromUtf8(printNote({ text, signatures: signatures.filter((_, i) => i !== left) }))
      assert.match(await afterSql(`UPDATE log_head SET note = '${note}'`), /log_head: bad-signature.*lacks one/)
    }
    assert.match(await afterSql('DELETE FROM log_head'), /nothing has been published/)
  })

  test('says that no checkpoint is published', async () => {
    assert.deepEqual(await withPublished(), ['no checkpoint file is published'])
  })

  test('says that the checkpoint which is published is not that of the rows', async () => {
    const { rows } = await ledger.owner.query<{ size: number }>('SELECT size FROM log_head')
    const size = rows[0]?.size ?? 0
    const [found, ...more] = await withPublished(5)
    assert.match(found ?? '', /^checkpoint .*5.*: stale: the database has published size/)
    assert.match((await withPublished(size)).join(), /^checkpoint .*: forked: another root hash than in the database$/)
    assert.deepEqual(more, [])
  })

  test('names a release that is gone, or is not the one in the log', async () => {
    const { rows } = await ledger.owner.query<{ log_index: number }>('SELECT log_index FROM release')
    const index = rows[0]?.log_index
    assert.match(await afterSql('DELETE FROM release'), new RegExp(`the row of the release at log index ${index} is gone`))
    const other = new RegExp(`release of log index ${index}: the log has no such release entry there`)
    assert.match(await afterSql('UPDATE release SET manifest = sha256(manifest)'), other)
  })

  test('names an event that waits and was changed', async () => {
    const found = await afterSql(`UPDATE pending SET event = overlay(event PLACING 'X' FROM 20)`)
    assert.match(found, /pending event .*: .*event and nonce do not give its commitment/)
  })

  test('names the file with a flipped bit', async () => {
    const bundle = await afterDamage('log/tile/entries/000', 40)
    assert.match(bundle, /tile\/entries\/000: entry 0 is not that of its leaf hash in tile\/0\/000/)
    const leaves = await afterDamage('log/tile/0/000', 40)
    assert.match(leaves, /tile\/entries\/000: entry 1 is not that of its leaf hash in tile\/0\/000/)
    assert.match(leaves, /tile\/1\/000\.p\/1: hash 0 is not the root hash of tile\/0\/000/)
    const top = await afterDamage('log/tile/1/000.p/1', 5)
    assert.match(top, /tile\/1\/000\.p\/1: hash 0 is not the root hash of tile\/0\/000/)
    assert.match(top, /the tiles of size 278 lead to another root hash than the checkpoint/)
    assert.match(await afterDamage('log/tile/0/000.p/5', 40), /tile\/0\/000\.p\/5: is not the beginning of tile\/0\/000$/)
    assert.match(
      await afterDamage('log/tile/entries/000.p/17', 40),
      /tile\/entries\/000\.p\/17: is not the beginning of tile\/entries\/000$/,
    )
    assert.match(await afterDamage('audit/labels/000', 64), /the label bundle has another label or blind/)
  })

  test('names the file that is gone or cut short', async () => {
    assert.match(await afterDamage('log/tile/0/000'), /tile\/0\/000: is missing/)
    assert.match(await afterDamage('log/tile/entries/001.p/22'), /tile\/entries\/001\.p\/22: is missing/)
    assert.match(await afterDamage('log/tile/entries/000'), /the replay ends early: entry 0 cannot be read from the files/)
    assert.match(await afterDamage('audit/labels/001.p/22'), /labels\/001\.p\/22: is missing/)
    assert.match(
      await afterDamage('log/tile/entries/000', 0),
      /tile\/entries\/000: malformed: .*(cut short|entries in a bundle of 256|a bundle has)/,
    )
    const without = (length: number) => (bytes: Uint8Array) => bytes.slice(0, -length)
    assert.match(await afterChange('log/tile/entries/001.p/22', without(2 + 81)), /001\.p\/22: malformed: 21 entries in a bundle of 22/)
    assert.match(await afterChange('audit/labels/001.p/22', without(64)), /001\.p\/22: malformed: 1344 bytes for 22 labels/)
  })

  test('makes every tile and bundle of every published size again from the rows', async () => {
    const again = join(ledger.folder, 'again')
    const [log, audit] = [new LogFiles(join(again, 'log')), new LogFiles(join(again, 'audit'))]
    assert.equal(await regenerateFiles(ledger.database.ownerUrl, trust, log, audit), 278)
    for (const folder of ['log/tile', 'audit/labels']) {
      const files = (await readdir(join(ledger.folder, folder), { recursive: true, withFileTypes: true })).filter((file) => file.isFile())
      assert.ok(files.length > 5)
      for (const { parentPath, name } of files) {
        const path = join(parentPath, name)
        assert.deepEqual(await readFile(path.replace(ledger.folder, again)), await readFile(path))
      }
    }
  })

  test('makes no files of rows that are not those of the published root hash', async () => {
    const spoilt = new LogFiles(join(ledger.folder, 'spoilt'))
    await ledger.owner.query(`UPDATE event SET commitment = sha256(commitment) WHERE ${of(ANNA, 1)}`)
    await assert.rejects(regenerateFiles(ledger.database.ownerUrl, trust, spoilt, spoilt), /another root than the checkpoint/)
    await ledger.owner.query(`DELETE FROM event WHERE ${of(ANNA, 1)}`)
    await assert.rejects(regenerateFiles(ledger.database.ownerUrl, trust, spoilt, spoilt), /No row has the log index 4/)
  })
})

test('what is erased and what an erasure event names must be the same', async () => {
  const ledger = await TestLedger.make()
  const found = async () => {
    const findings: string[] = []
    const audit = new LogFiles(join(ledger.folder, 'audit'))
    const options = { databaseUrl: ledger.database.ownerUrl, trust: ledger.trust, files: ledger.files, audit }
    await fsck(options, (finding) => findings.push(finding))
    return findings
  }
  try {
    const sequencer = await Sequencer.lead(ledger.options())
    await ledger.submit(1)
    await sequencer?.tick()
    const { rows } = await ledger.owner.query<{ log_index: number }>('SELECT log_index FROM event')
    const index = rows[0]?.log_index ?? 0
    const erase = (where: string) =>
      ledger.owner.query(`UPDATE event SET withheld = 'erased', event = NULL, event_nonce = NULL, concealed = NULL, concealed_nonce = NULL,
        source_nonce = NULL, network = NULL WHERE ${where}`)
    await erase(`log_index = ${index}`)
    assert.deepEqual(await found(), [`event ${ANNA} at log index ${index}: is erased, and no erasure event names it`])
    await enqueue(ledger.gateway, [testSubmission(1, { kind: 'erasure', erased: [index] })])
    await sequencer?.tick()
    assert.deepEqual(await found(), [])
    await ledger.owner.query(`UPDATE event SET withheld = 'retention' WHERE log_index = ${index}`)
    assert.deepEqual(await found(), [`event ${ANNA} at log index ${index}: an erasure event names it, and it is not erased`])
    await sequencer?.close()
  } finally {
    await ledger.close()
  }
})

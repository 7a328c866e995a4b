import assert from 'node:assert/strict'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { Trust } from '#lib/history/trust.ts'
import { signCheckpoint } from '#lib/ledger/keys.ts'
import { LogFiles } from '#lib/ledger/log-files.ts'
import { Sequencer } from '#lib/ledger/sequencer.ts'
import { TEST_ORIGIN, TestLedger } from '#lib/ledger/testing.ts'
import { asHash, utf8 } from '#lib/tlog/bytes.ts'
import { parseCheckpoint, printCheckpoint } from '#lib/tlog/checkpoint.ts'
import { parseNote, printNote } from '#lib/tlog/note.ts'
import { leafHash, rootHash } from '#lib/tlog/proof.ts'
import { AuditFailure, Auditor } from './auditor.ts'
import { fetchCheckpoint, type LogSource, labelledBundles } from './log-source.ts'
import { listening, temporaryFolder } from './testing.ts'

describe('an auditor', () => {
  let ledger: TestLedger
  let server: Server
  let source: LogSource
  let trust: Pick<Trust, 'origin' | 'vrf' | 'logEd25519' | 'logMlDsa44'>
  let folder: string
  /** Whose files are served. */
  let served: string
  let remove: () => Promise<void> = async () => {}
  const asked: string[] = []
  /** Bytes that are served instead of the file. */
  const lies = new Map<string, (file: Buffer) => Buffer | undefined>()

  before(async () => {
    ledger = await TestLedger.make()
    served = ledger.folder
    const sequencer = await Sequencer.lead(ledger.options())
    for (let batch = 0; batch < 12; batch++) {
      await ledger.submit(...Array.from({ length: 30 }, (_, i) => (i * 7 + batch) % 11))
      await sequencer?.tick()
    }
    await sequencer?.close()
    server = createServer(async ({ url = '', headers }, response) => {
      asked.push(url)
      const path = url.startsWith('/audit/') ? join('audit', url.slice('/audit/'.length)) : url.slice(1)
      if (url.startsWith('/audit/') && headers.authorization !== 'Bearer token') return response.writeHead(401).end()
      const file =
        url === '/log/checkpoint'
          ? (await new LogFiles(join(served, 'log')).checkpoints.newest())?.bytes
          : await readFile(join(served, path)).catch(() => undefined)
      const bytes = file && (lies.get(url) ?? ((same) => same))(file)
      return bytes ? response.end(bytes) : response.writeHead(404).end()
    })
    const base = await listening(server)
    source = { logUrl: `${base}/log`, auditUrl: `${base}/audit`, token: async () => 'token' }
    const [logEd25519, logMlDsa44] = ledger.keys.vkeys
    trust = { origin: TEST_ORIGIN, vrf: ledger.keys.vrfKey, logEd25519, logMlDsa44 }
  })
  after(async () => {
    server.close()
    await remove()
    await ledger.close()
  })
  beforeEach(async () => {
    await remove()
    ;({ folder, remove } = await temporaryFolder())
    lies.clear()
    asked.length = 0
  })

  const open = () => Auditor.open({ folder, trust, source })
  const newest = async () => {
    const note = await fetchCheckpoint(source)
    return { note, checkpoint: parseCheckpoint(parseNote(note).text) }
  }
  const examine = async (auditor?: Auditor) => {
    const { note, checkpoint } = await newest()
    await (auditor ?? (await open())).examine(note, checkpoint)
  }
  /** What the log signed when it had so many entries: the end of a batch, whose files there are. */
  const signedAt = async (size: number) => {
    const entries: Uint8Array[] = []
    for await (const bundle of labelledBundles(source, 0, size)) entries.push(...bundle.map(({ entry }) => entry))
    const checkpoint = { origin: TEST_ORIGIN, size, root: rootHash(entries.map(leafHash)), extensions: [] }
    return [utf8(signCheckpoint(ledger.keys, printCheckpoint(checkpoint), ledger.now)), checkpoint] as const
  }
  const flip = (at: number) => (file: Buffer) => {
    file[at] = (file[at] ?? 0) ^ 1
    return file
  }

  test('replays a log from entry 0 and finds it right', async () => {
    const auditor = await open()
    await examine(auditor)
    assert.equal(auditor.size, (await newest()).checkpoint.size)
    assert.equal(auditor.size, 1 + 12 * 31)
  })

  test('goes on where it stopped', async () => {
    await examine()
    asked.length = 0
    const again = await open()
    assert.equal(again.size, 1 + 12 * 31)
    await examine(again)
    assert.deepEqual(asked, ['/log/checkpoint'])
    const sequencer = await Sequencer.lead(ledger.options())
    await ledger.submit(1, 2, 3)
    await sequencer?.tick()
    await sequencer?.close()
    await examine(await open())
    assert.ok(!asked.includes('/log/tile/entries/000'))
  })

  test('begins anew when what it kept is damaged', async () => {
    await examine()
    const kept = join(folder, 'replayed')
    const [inner = ''] = await readdir(kept)
    const [name = ''] = await readdir(join(kept, inner))
    const file = join(kept, inner, name)
    await writeFile(file, flip(100)(await readFile(file)))
    const auditor = await open()
    assert.equal(auditor.size, 0)
  })

  test('names the first entry that is wrong, and keeps the evidence', async () => {
    lies.set('/log/tile/entries/000', flip(1 + 2 + 81 + 35 * 9 + 10))
    const failure = await examine().then(
      () => assert.fail('it was found right'),
      (error) => error,
    )
    assert.ok(failure instanceof AuditFailure)
    const kept = JSON.parse(await readFile(failure.evidence, 'utf8'))
    // A commitment says nothing by itself: the map entry that ends its batch has another root.
    assert.match(failure.message, /^root-mismatch: entry 31: /)
    assert.equal(kept.index, 31)
    assert.match(kept.checkpoint, new RegExp(`^${TEST_ORIGIN}`))
  })

  test('finds two entries whose labels were exchanged', async () => {
    lies.set('/audit/labels/000', (file) => {
      const [one, two] = [Buffer.from(file.subarray(64, 128)), Buffer.from(file.subarray(128, 192))]
      two.copy(file, 64)
      one.copy(file, 128)
      return file
    })
    await assert.rejects(examine(), (error) => error instanceof AuditFailure && error.code === 'root-mismatch')
  })

  test('finds an entry without a label, and a label where none belongs', async () => {
    lies.set('/audit/labels/000', (file) => file.fill(0, 64, 96))
    await assert.rejects(
      examine(),
      (error) => error instanceof AuditFailure && /entry 1: .*an access entry has no label/.test(error.message),
    )
    lies.set('/audit/labels/000', flip(0))
    await assert.rejects(examine(), (error) => error instanceof AuditFailure && /entry 0: /.test(error.message))
  })

  test('finds files that end too early', async () => {
    for (const path of ['/log/tile/entries/000', '/audit/labels/000']) {
      lies.clear()
      lies.set(path, (file) => file.subarray(0, path.startsWith('/log') ? 2 + 81 : 64))
      await assert.rejects(examine(), (error) => error instanceof AuditFailure && /entry 0: .*too short/.test(error.message), path)
    }
  })

  test('finds a checkpoint of another root', async () => {
    const { checkpoint } = await newest()
    const root = asHash(new Uint8Array(32).fill(7))
    const note = utf8(signCheckpoint(ledger.keys, printCheckpoint({ ...checkpoint, root }), ledger.now))
    await assert.rejects((await open()).examine(note, { ...checkpoint, root }), (error) => error instanceof AuditFailure)
  })

  test('goes on from nothing after a failure', async () => {
    const auditor = await open()
    lies.set('/audit/labels/000', flip(70))
    await assert.rejects(examine(auditor), AuditFailure)
    assert.equal(auditor.size, 0)
    lies.clear()
    await examine(auditor)
  })

  test('accuses nobody when a file cannot be reached, and goes on when it can', async () => {
    lies.set('/audit/labels/000', () => undefined)
    const auditor = await open()
    await assert.rejects(examine(auditor), (error) => !(error instanceof AuditFailure) && /answers 404/.test(String(error)))
    lies.clear()
    await examine(auditor)
    const unknown = await Auditor.open({ folder: join(folder, 'b'), trust, source: { ...source, token: async () => 'another' } })
    await assert.rejects(examine(unknown), (error) => !(error instanceof AuditFailure) && /answers 401/.test(String(error)))
  })

  test('refuses a smaller tree than it has replayed, and keeps what it knows', async () => {
    const auditor = await open()
    await examine(auditor)
    const before = auditor.size
    const forked = async (size: number) => {
      const checkpoint = { origin: TEST_ORIGIN, size, root: asHash(new Uint8Array(32).fill(7)), extensions: [] }
      await auditor.examine(utf8(signCheckpoint(ledger.keys, printCheckpoint(checkpoint), ledger.now)), checkpoint)
    }
    await assert.rejects(forked(before - 31), (error) => !(error instanceof AuditFailure) && /smaller/.test(String(error)))
    assert.equal(auditor.size, before)
    await assert.rejects(forked(before), (error) => error instanceof AuditFailure && error.code === 'forked')
    await examine(auditor)
    await rm(join(folder, 'replayed'), { recursive: true })
    const begunAnew = await open()
    assert.equal(begunAnew.size, 0)
    await assert.rejects(begunAnew.examine(...(await signedAt(1 + 11 * 31))), /smaller/)
  })

  test('finds a tree right that is smaller than one that it could not finish', async () => {
    lies.set(`/log/tile/entries/001.p/${(await newest()).checkpoint.size % 256}`, () => undefined)
    const auditor = await open()
    await assert.rejects(examine(auditor), /answers 404/)
    await auditor.examine(...(await signedAt(1 + 3 * 31)))
    assert.equal(auditor.size, 1 + 3 * 31)
  })

  test('never forgets which tree it has replayed: not after a failure, and not when its snapshot is lost', async () => {
    await examine()
    const other = await TestLedger.make()
    try {
      const sequencer = await Sequencer.lead(other.options({ keys: ledger.keys, witnesses: ledger.options().witnesses }))
      for (let batch = 0; batch < 30; batch++) {
        await other.submit(...Array.from({ length: 20 }, (_, i) => i))
        await sequencer?.tick()
      }
      await sequencer?.close()
      served = other.folder
      await rm(join(folder, 'replayed'), { recursive: true })
      const auditor = await open()
      for (let times = 0; times < 2; times++)
        await assert.rejects(examine(auditor), (error) => error instanceof AuditFailure && error.code === 'inconsistent')
      const [name = ''] = await readdir(join(folder, 'evidence'))
      const evidence = await readFile(join(folder, 'evidence', name), 'utf8')
      assert.equal(evidence.match(/sightline\.example\/test\\n/g)?.length, 2, 'both signed checkpoints')
    } finally {
      served = ledger.folder
      await other.close()
    }
  })

  test('can be told to write down how far it is in the middle of a batch', async () => {
    const { size } = (await newest()).checkpoint
    lies.set(`/log/tile/entries/001.p/${size % 256}`, () => undefined)
    const auditor = await open()
    await assert.rejects(examine(auditor), /answers 404/)
    assert.ok(auditor.size > 0)
    await auditor.keep()
    lies.clear()
    await examine(auditor)
  })

  test('reads no more of a file than one can be long', async () => {
    lies.set('/audit/labels/000', () => Buffer.alloc(20_000_000))
    await assert.rejects(examine(await open()), /more than 262144 bytes/)
  })

  test('takes no checkpoint that one of the two keys did not sign', async () => {
    const { note, checkpoint } = await newest()
    const { text, signatures } = parseNote(note)
    for (const left of [0, 1]) {
      const partial = printNote({ text, signatures: signatures.filter((_, i) => i !== left) })
      await assert.rejects((await open()).examine(partial, checkpoint), /bad-signature/)
    }
  })
})

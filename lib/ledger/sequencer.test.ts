import assert from 'node:assert/strict'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { HighestFile } from '#lib/durable.ts'
import { parseLogEntry } from '#lib/history/entry.ts'
import { equalBytes, fromUtf8, toHex } from '#lib/tlog/bytes.ts'
import { parseCheckpoint } from '#lib/tlog/checkpoint.ts'
import { openNote, parseNote, printNote } from '#lib/tlog/note.ts'
import { leafHash, rootHash } from '#lib/tlog/proof.ts'
import { parseBundle, TILE_WIDTH, tilePath } from '#lib/tlog/tile.ts'
import { parseTlogProof } from '#lib/tlog/tlog-proof.ts'
import { LedgerHalted } from './checkpoint-signer.ts'
import { signCheckpoint } from './keys.ts'
import { NotLeader } from './leader.ts'
import { releaseProof } from './releases.ts'
import { Sequencer, type SequencerOptions, STEPS, type Step } from './sequencer.ts'
import { TEST_ORIGIN, TestLedger } from './testing.ts'
import { TileFiles } from './tile-files.ts'

class Killed extends Error {}

describe('the sequencer', () => {
  let ledger: TestLedger
  beforeEach(async () => {
    ledger = await TestLedger.make()
  })
  afterEach(() => ledger.close())

  const lead = async (more: Partial<SequencerOptions> = {}): Promise<Sequencer> => {
    // A lock whose connection was cut is released when the server notices.
    for (let tries = 0; tries < 100; tries++) {
      const sequencer = await Sequencer.lead(ledger.options(more))
      if (sequencer) return sequencer
      await setTimeout(50)
    }
    throw new Error('somebody else leads')
  }

  /** A sequencer that dies as `step` begins: its connection breaks and nothing of it runs on. */
  async function killAt(step: Step): Promise<void> {
    let victim: Sequencer | undefined
    const onStep = (begun: Step) => {
      if (begun === step) throw new Killed(step)
    }
    await assert.rejects(async () => {
      victim = await Sequencer.lead(ledger.options({ onStep }))
      await victim?.tick()
    }, Killed)
    await victim?.close()
  }

  /** What anyone can read of the log: every entry, and that the newest checkpoint is theirs. */
  async function readLog() {
    const newest = await ledger.files.checkpoints.newest()
    assert.ok(newest)
    const { text, signatures, ignored } = openNote(newest.bytes, ledger.keys.vkeys)
    assert.equal(signatures.length, 2, 'both keys of the log signed')
    assert.match(ignored[0]?.name ?? '', /^grease\.invalid\//)
    const { origin, size, root } = parseCheckpoint(text)
    assert.equal(origin, TEST_ORIGIN)
    const bundles = Array.from({ length: Math.ceil(size / TILE_WIDTH) }, (_, index) =>
      ledger.files.bundle(index, Math.min(TILE_WIDTH, size - index * TILE_WIDTH)),
    )
    const entries = (await Promise.all(bundles)).flatMap((bytes) => parseBundle(bytes))
    assert.equal(toHex(rootHash(entries.map(leafHash))), toHex(root), 'the root hash is that of the entries')
    assert.equal(toHex(await ledger.files.reader(size).subtree(0, size)), toHex(root), 'and of the tiles')
    return { size, text, entries: entries.map(parseLogEntry) }
  }

  async function assertEverythingSealedOnce(events: number): Promise<void> {
    const { entries } = await readLog()
    const { rows } = await ledger.owner.query<{ log_index: number; commitment: Buffer }>(
      'SELECT log_index, commitment FROM event ORDER BY log_index',
    )
    assert.equal(rows.length, events)
    assert.equal((await ledger.owner.query('SELECT FROM pending')).rowCount, 0)
    assert.equal((await ledger.owner.query('SELECT FROM stage')).rowCount, 0)
    assert.equal(new Set(rows.map((row) => toHex(row.commitment))).size, events)
    for (const { log_index, commitment } of rows) {
      const entry = entries[log_index]
      assert.ok(entry?.type === 'access' && equalBytes(entry.commitment, commitment))
    }
    assert.equal(entries.filter(({ type }) => type === 'access').length, events)
    const releases = await ledger.owner.query<{ manifest: Buffer; log_index: number | null }>('SELECT manifest, log_index FROM release')
    assert.equal(entries.filter(({ type }) => type === 'release').length, releases.rowCount)
    for (const { manifest, log_index } of releases.rows) {
      const entry = entries[log_index ?? -1]
      assert.ok(entry?.type === 'release' && equalBytes(entry.manifest, manifest))
    }
    assert.equal(entries.at(-1)?.type, 'map')
  }

  test('begins with entry 0, a map entry of epoch 1 with the root of the empty map', async () => {
    const sequencer = await lead()
    const { size, entries } = await readLog()
    assert.equal(size, 1)
    const [first] = entries
    assert.ok(first?.type === 'map' && first.epoch === 1 && first.covers === 0)
    assert.equal(toHex(first.mapRoot), '00'.repeat(32))
    assert.equal(toHex(first.vrfKey), toHex(ledger.keys.vrfKey))
    await sequencer.close()
  })

  test('seals what waits, in the order received, and makes no tree without events', async () => {
    const sequencer = await lead()
    await ledger.submit(1, 2, 1)
    assert.equal(await sequencer.tick(), 3)
    assert.equal(await sequencer.tick(), 0)
    await ledger.submit(3)
    assert.equal(await sequencer.tick(), 1)
    const { size, entries } = await readLog()
    assert.equal(size, 1 + 3 + 1 + 1 + 1)
    assert.deepEqual(
      entries.map((entry) => entry.type),
      ['map', 'access', 'access', 'access', 'map', 'access', 'map'],
    )
    await assertEverythingSealedOnce(4)
    await sequencer.close()
  })

  test('seals a release of the web client before the events that wait, and also alone', async () => {
    const sequencer = await lead()
    await ledger.submit(1)
    await ledger.release('one')
    await ledger.release('two')
    assert.equal(await sequencer.tick(), 3)
    await ledger.release('one')
    assert.equal(await sequencer.tick(), 0, 'a release is sealed once')
    await ledger.release('three')
    assert.equal(await sequencer.tick(), 1)
    const { entries } = await readLog()
    assert.deepEqual(
      entries.map(({ type }) => type),
      ['map', 'release', 'release', 'access', 'map', 'release', 'map'],
    )
    await assertEverythingSealedOnce(1)
    await sequencer.close()
  })

  test('gives the proof of a release once the published log covers it', async () => {
    const sequencer = await lead()
    await ledger.release('one')
    await sequencer.tick()
    const { size } = await readLog()
    const files = new TileFiles(join(ledger.folder, 'log'))
    const proof = parseTlogProof((await releaseProof(files, 'manifest', 1)) ?? '')
    assert.equal(proof.index, 1)
    assert.equal(await releaseProof(files, 'manifest', size), undefined)
    await sequencer.close()
  })

  test('grows over the edges of tiles', async () => {
    const sequencer = await lead()
    for (const count of [253, 1, 1, 300]) {
      await ledger.submit(...Array.from({ length: count }, (_, i) => i % 7))
      assert.equal(await sequencer.tick(), count)
    }
    await assertEverythingSealedOnce(555)
    await sequencer.close()
  })

  for (const step of STEPS.filter((step) => step !== 'plan'))
    test(`is killed as ${step} begins the first tree of all: the next one makes it, and entry 0 is a map entry`, async () => {
      await ledger.submit(1)
      await killAt(step)
      const second = await lead()
      while (await second.tick());
      const { entries } = await readLog()
      assert.deepEqual(
        entries.map(({ type }) => type),
        ['map', 'access', 'map'],
      )
      await assertEverythingSealedOnce(1)
      await second.close()
    })

  test('publishes a signed tree also when what an event says cannot be counted', async () => {
    const causes: unknown[] = []
    const sequencer = await lead({ onUncounted: (cause) => causes.push(cause) })
    await ledger.submit(1, 2)
    await ledger.owner.query(`UPDATE pending SET event = convert_to(replace(convert_from(event, 'UTF8'), '2026-08-06', '0000-08-06'), 'UTF8')
      WHERE patient = (SELECT min(patient::text)::uuid FROM pending)`)
    assert.equal(await sequencer.tick(), 2)
    assert.equal(causes.length, 1)
    await assertEverythingSealedOnce(2)
    await ledger.submit(3)
    await sequencer.tick()
    assert.equal((await ledger.owner.query('SELECT FROM record_system_day')).rowCount, 1)
    await sequencer.close()
  })

  for (const [what, sql] of [
    ['an event', 'DELETE FROM pending'],
    ['a release', 'DELETE FROM release'],
  ])
    test(`publishes nothing when ${what} of the tree is gone from the database`, async () => {
      const sequencer = await lead({
        onStep: async (step) => {
          if (step === 'publish') await ledger.owner.query(sql ?? '')
        },
      })
      const { size } = await readLog()
      await ledger.submit(1)
      await ledger.release('gone')
      await assert.rejects(sequencer.tick(), /1 \w+ were sealed and 0 .* run fsck/)
      assert.equal((await readLog()).size, size)
      await sequencer.close()
    })

  for (const step of STEPS)
    test(`is killed as ${step} begins: the next one seals every event exactly once, and never signs two texts for one size`, async () => {
      const first = await lead()
      await ledger.submit(1, 2)
      await first.tick()
      await first.close()
      await ledger.submit(2, 3, 4)
      await ledger.release(step)
      await killAt(step)
      const signedBefore = await ledger.owner.query<{ text: string; size: number }>(`SELECT text, size FROM stage WHERE state <> 'planned'`)
      const second = await lead()
      while (await second.tick());
      await assertEverythingSealedOnce(5)
      for (const { text, size } of signedBefore.rows) {
        const root = await ledger.files.reader(size).subtree(0, size)
        assert.deepEqual(parseCheckpoint(text), { origin: TEST_ORIGIN, size, root, extensions: [] })
      }
      await second.close()
    })

  test('two at once: only one leads, and the other takes over when it ends', async () => {
    const first = await lead()
    assert.equal(await Sequencer.lead(ledger.options()), undefined)
    await first.close()
    const second = await lead()
    await second.close()
  })

  for (const step of STEPS)
    test(`is paused as ${step} begins while another takes over: when it wakes it changes nothing`, async () => {
      await ledger.submit(1, 2)
      let wake = () => {}
      let paused = () => {}
      const sleeping = new Promise<void>((resolve) => {
        wake = resolve
      })
      const reached = new Promise<void>((resolve) => {
        paused = resolve
      })
      let armed = false
      const first = await lead({
        onStep: async (begun) => {
          if (!armed || begun !== step) return
          paused()
          await sleeping
        },
      })
      armed = true
      const ticking = first.tick()
      await reached
      // The database loses the paused one's connection, as a failover or a firewall would.
      await ledger.owner.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'sightline-sequencer' AND datname = current_database()`,
      )
      const second = await lead()
      while (await second.tick());
      await ledger.submit(3)
      await second.tick()
      const before = await readLog()
      wake()
      await ticking.then(
        () => assert.equal(step, 'end', 'a paused sequencer must not think that it succeeded'),
        () => {},
      )
      assert.deepEqual(await readLog(), before)
      await assertEverythingSealedOnce(3)
      await second.close()
      await first.close()
    })

  test('a sequencer whose term has passed can write nothing', async () => {
    const first = await lead()
    await ledger.owner.query('UPDATE log_head SET term = term + 1')
    await ledger.submit(1)
    await assert.rejects(first.tick(), NotLeader)
    assert.equal((await ledger.owner.query('SELECT FROM stage')).rowCount, 0)
    await first.close()
  })

  test('refuses to sign when the database was restored from an older backup', async () => {
    const first = await lead()
    const backup = await ledger.owner.query('SELECT size, root, epoch, map_root, note FROM log_head')
    await ledger.submit(1)
    await first.tick()
    await first.close()
    await ledger.owner.query(
      'UPDATE log_head SET size = $1, root = $2, epoch = $3, map_root = $4, note = $5',
      Object.values(backup.rows[0]),
    )
    await assert.rejects(lead(), (error) => error instanceof LedgerHalted && /restore a newer one/.test(error.message))
    const { folder } = ledger.files.checkpoints
    await rename(folder, `${folder}.away`)
    await assert.rejects(lead(), LedgerHalted, 'the high-water file alone is enough')
    await rename(`${folder}.away`, folder)
    await rm(join(ledger.folder, 'high-water'), { recursive: true })
    await assert.rejects(lead(), LedgerHalted, 'the published checkpoint alone is enough')
  })

  for (const [step, reason] of [
    ['stage', /base of the plan has moved/],
    ['publish', /base of the stage has moved/],
  ] as const)
    test(`writes nothing when the published size is another one as ${step} begins`, async () => {
      let led = false
      const sequencer = await lead({
        onStep: async (begun) => {
          if (led && begun === step) await ledger.owner.query('UPDATE log_head SET size = size + 1')
        },
      })
      led = true
      await ledger.submit(1)
      await assert.rejects(sequencer.tick(), reason)
      assert.equal((await ledger.owner.query('SELECT FROM event')).rowCount, 0)
      await sequencer.close()
    })

  test('does not sign a text that its plan does not lead to', async () => {
    const first = await lead()
    await first.close()
    await ledger.submit(1)
    await killAt('sign')
    await ledger.owner.query(`UPDATE stage SET text = replace(text, E'\\n3\\n', E'\\n4\\n')`)
    await assert.rejects(lead(), (error) => error instanceof LedgerHalted && /leads to another tree/.test(error.message))
  })

  test('does not lead where the served tiles, or the map in the database, are not those that were published', async () => {
    const first = await lead()
    await ledger.submit(1)
    await first.tick()
    await first.close()
    const { size } = await readLog()
    const tile = join(ledger.folder, 'log', tilePath({ level: 0, index: 0, width: size }))
    const bytes = await readFile(tile)
    await rm(tile)
    await writeFile(tile, bytes.with(5, (bytes[5] ?? 0) ^ 1))
    await assert.rejects(lead(), /served tiles are not those of the published root hash: run fsck/)
    await writeFile(tile, bytes)
    await ledger.owner.query('UPDATE map_head SET value = sha256(value)')
    await assert.rejects(lead(), /map heads .* are not those of the published map root: run fsck/)
  })

  test('a text that is signed again within one second replaces the note before it', async () => {
    const sequencer = await lead()
    const before = await ledger.files.checkpoints.newest()
    await sequencer.refresh()
    const after = await ledger.files.checkpoints.newest()
    assert.ok(before && after && after.name > before.name && !after.bytes.equals(before.bytes))
    const { rows } = await ledger.owner.query<{ note: string }>('SELECT note FROM log_head')
    assert.equal(rows[0]?.note, after.bytes.toString())
    await sequencer.close()
  })

  test('refuses to sign when another root of the same size is known as signed', async () => {
    const first = await lead()
    await first.close()
    await ledger.files.checkpoints.put(
      HighestFile.name(1, ledger.now + 1, 0),
      Buffer.from(signCheckpoint(ledger.keys, `${TEST_ORIGIN}\n1\n${Buffer.alloc(32, 7).toString('base64')}\n`, ledger.now + 1)),
    )
    await assert.rejects(lead(), LedgerHalted)
  })

  test('stops when a larger tree was signed with its keys while it leads', async () => {
    const sequencer = await lead()
    await ledger.options().highWater.put(HighestFile.name(99), Buffer.from(`${Buffer.alloc(32, 7).toString('base64')}\n`))
    await ledger.submit(1)
    await assert.rejects(sequencer.tick(), LedgerHalted)
    assert.equal((await readLog()).size, 1)
    await sequencer.close()
  })

  test('signs nothing while the clock stands before its last signature', async () => {
    const sequencer = await lead()
    ledger.now -= 10
    await assert.rejects(sequencer.refresh(), /The clock says/)
    await ledger.submit(1)
    await assert.rejects(sequencer.tick(), /The clock says/)
    await rm(join(ledger.folder, 'high-water', 'times'), { recursive: true })
    await assert.rejects(sequencer.refresh(), /The clock says/, 'the last note alone is enough')
    await sequencer.close()
    ledger.now += 20
    const next = await lead()
    await next.tick()
    await assertEverythingSealedOnce(1)
    await next.close()
  })

  test('renews the time of a checkpoint without changing its text', async () => {
    const sequencer = await lead()
    const { text } = await readLog()
    ledger.now += 100
    await sequencer.refresh()
    const newest = await ledger.files.checkpoints.newest()
    const opened = openNote(newest?.bytes ?? new Uint8Array(), ledger.keys.vkeys)
    assert.equal(opened.text, text)
    assert.equal(opened.signatures.find(({ timestamp }) => timestamp !== undefined)?.timestamp, ledger.now)
    assert.equal(opened.ignored.length, 1, 'one line of no key')
    await sequencer.close()
  })

  test('renews nothing that only one of its two keys has signed', async () => {
    const sequencer = await lead()
    const newest = await ledger.files.checkpoints.newest()
    const { text, signatures } = parseNote(newest?.bytes ?? new Uint8Array())
    for (const left of [0, 1]) {
      const note = fromUtf8(printNote({ text, signatures: signatures.filter((_, i) => i !== left) }))
      await ledger.owner.query('UPDATE log_head SET note = $1', [note])
      await assert.rejects(sequencer.refresh(), /lacks one of our two signatures/)
    }
    await sequencer.close()
  })

  test('knows how long the oldest event has been waiting', async () => {
    const sequencer = await lead()
    assert.equal(await sequencer.longestWait(), 0)
    await ledger.submit(1)
    await ledger.owner.query(`UPDATE pending SET received_at = now() - interval '2 hours'`)
    assert.ok((await sequencer.longestWait()) >= 7200)
    await sequencer.tick()
    assert.equal(await sequencer.longestWait(), 0)
    await sequencer.close()
  })

  test('a bit that flips in a staged bundle is found before anything is signed, and the plan is dropped', async () => {
    const staging = join(ledger.folder, 'staging')
    let term = 1
    const sequencer = await lead({
      onStep: async (step) => {
        if (step !== 'verify' || term++ === 1) return
        const path = join(staging, '1', 'tile/entries/000.p/3')
        await rm(path)
        await writeFile(path, Buffer.alloc(2 + 81 + 2 + 33 + 2 + 81, 1))
      },
    })
    await ledger.submit(1)
    await assert.rejects(sequencer.tick())
    assert.equal((await ledger.owner.query('SELECT FROM stage')).rowCount, 0)
    assert.equal((await readLog()).size, 1)
    await sequencer.close()
  })
})

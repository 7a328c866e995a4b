import assert from 'node:assert/strict'
import { cp, rm } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import { join } from 'node:path'
import { after, afterEach, before, beforeEach, describe, test } from 'node:test'
import { cosignerKeys } from '#lib/monitor/keys.ts'
import { listening } from '#lib/monitor/testing.ts'
import { Witness } from '#lib/monitor/witness.ts'
import { witnessServer } from '#lib/monitor/witness-server.ts'
import { parseAddCheckpoint } from '#lib/tlog/add-checkpoint.ts'
import { asHash, utf8 } from '#lib/tlog/bytes.ts'
import { mlDsa44Cosigner } from '#lib/tlog/cosigner.ts'
import { openNote, parseNote, type SignatureLine, signatureLine, type Vkey } from '#lib/tlog/note.ts'
import type { Policy } from '#lib/tlog/policy.ts'
import { LedgerHalted } from './checkpoint-signer.ts'
import { Sequencer } from './sequencer.ts'
import { TEST_ORIGIN, TestLedger } from './testing.ts'
import { type Failure, Witnesses } from './witnesses.ts'

type Party = { readonly vkeys: readonly Vkey[]; readonly url: string; stop(): Promise<void>; start(): Promise<void> }

describe('a log with witnesses', () => {
  let ledger: TestLedger
  const parties: Party[] = []
  before(async () => {
    ledger = await TestLedger.make()
  })
  after(async () => {
    for (const party of parties) await party.stop()
    await ledger.close()
  })

  /** A witness that keeps its port when it is stopped and started again. */
  async function party(name: string, replace?: (witness: Witness) => RequestListener): Promise<Party> {
    const folder = join(ledger.folder, name)
    const cosigners = await cosignerKeys(folder, `witness.example/${name}`)
    const logs = [{ origin: TEST_ORIGIN, vkeys: ledger.keys.vkeys }]
    let server: Server | undefined
    let url = ''
    const open = async () => {
      const witness = await Witness.open({ folder, cosigners, logs, clock: () => ledger.now })
      return replace ? createServer(replace(witness)) : witnessServer(witness, assert.ifError)
    }
    const made = {
      vkeys: cosigners.map(({ vkey }) => vkey),
      get url() {
        return url
      },
      async start() {
        server = await open()
        if (url === '') url = await listening(server)
        else await new Promise<void>((listens) => server?.listen(Number(new URL(url).port), '127.0.0.1', listens))
      },
      async stop() {
        server?.closeAllConnections()
        await new Promise((closed) => (server?.listening ? server.close(closed) : closed(undefined)))
      },
    }
    await made.start()
    parties.push(made)
    return made
  }

  function policy(quorum: number, ...named: readonly Party[]): Policy {
    const names = named.map((_, i) => `w${i}`)
    return {
      logs: ledger.keys.vkeys.map((vkey) => ({ vkey })),
      witnesses: named.flatMap(({ vkeys, url }, i) => vkeys.map((vkey, k) => ({ name: `w${i}-${k}`, vkey, url }))),
      groups: [
        ...names.map((name) => ({ name, threshold: 1, members: [`${name}-0`, `${name}-1`] })),
        { name: 'quorum', threshold: quorum, members: names },
      ],
      quorum: 'quorum',
    }
  }

  async function lead(keys: Policy, failures: Failure[] = [], more: { onWaiting?: () => void; signal?: AbortSignal } = {}) {
    const witnesses = new Witnesses(keys, (failure) => failures.push(failure))
    const sequencer = await Sequencer.lead({ ...ledger.options(), witnesses, ...more })
    assert.ok(sequencer)
    return sequencer
  }
  const published = async () => {
    const { rows } = await ledger.owner.query<{ note: string; size: number }>('SELECT note, size FROM log_head')
    const newest = await ledger.files.checkpoints.newest()
    assert.equal(newest?.bytes.toString(), rows[0]?.note, 'people and the log’s readers see the same note')
    return { note: rows[0]?.note ?? '', size: rows[0]?.size ?? 0 }
  }
  const cosigners = async (...named: readonly Party[]) => {
    const { note } = await published()
    const { signatures } = openNote(utf8(note), [...ledger.keys.vkeys, ...named.flatMap(({ vkeys }) => vkeys)])
    return named.map(({ vkeys }) => signatures.filter(({ vkey }) => vkeys.includes(vkey)).length)
  }

  test('is published with everybody’s lines, before the one of no key', async () => {
    const [a, b, c] = [await party('a'), await party('b'), await party('c')]
    const sequencer = await lead(policy(2, a, b, c))
    await ledger.submit(1, 2)
    await sequencer.tick()
    assert.deepEqual(await cosigners(a, b, c), [2, 2, 2])
    const { note } = await published()
    assert.match(note.trimEnd().split('\n').at(-1) ?? '', /^— grease\.invalid\//)
    await sequencer.close()
  })

  test('goes on while one of three is away, and gets that one’s line when it is back', async () => {
    const [a, b, c] = parties as [Party, Party, Party]
    await c.stop()
    const failures: Failure[] = []
    const sequencer = await lead(policy(2, a, b, c), failures)
    await ledger.submit(1)
    assert.equal(await sequencer.tick(), 1)
    assert.deepEqual(await cosigners(a, b, c), [2, 2, 0])
    assert.match(failures.map(({ reason }) => reason).join(), /does not answer/)
    await c.start()
    await sequencer.close()
    const next = await lead(policy(2, a, b, c))
    await next.addMissingLines()
    assert.deepEqual(await cosigners(a, b, c), [2, 2, 2])
    await next.addMissingLines()
    await next.close()
  })

  test('publishes nothing without its quorum, loses nothing, and publishes when it is regained', async () => {
    const [a, b, c] = parties as [Party, Party, Party]
    let waiting = 0
    const sequencer = await lead(policy(2, a, b, c), [], { onWaiting: () => waiting++ })
    const { size } = await published()
    await b.stop()
    await c.stop()
    await ledger.submit(3)
    const ticking = sequencer.tick()
    while (waiting < 2) await new Promise((wake) => setTimeout(wake, 50))
    await ledger.submit(4)
    assert.equal((await published()).size, size)
    const { rows } = await ledger.owner.query<{ state: string }>('SELECT state FROM stage')
    assert.deepEqual(rows, [{ state: 'signed' }])
    while ((await ledger.owner.query('SELECT FROM patient WHERE label IS NULL')).rowCount !== 0)
      await new Promise((wake) => setTimeout(wake, 50))
    await b.start()
    assert.equal(await ticking, 1)
    assert.deepEqual(await cosigners(a, b), [2, 2])
    await sequencer.tick()
    assert.equal((await ledger.owner.query('SELECT FROM pending')).rowCount, 0)
    await c.start()
    await sequencer.close()
  })

  test('stopped while it waits for its quorum, a successor has the same tree cosigned', async () => {
    const [a, b, c] = parties as [Party, Party, Party]
    const stop = new AbortController()
    const sequencer = await lead(policy(3, a, b, c), [], { signal: stop.signal, onWaiting: () => stop.abort() })
    await c.stop()
    await ledger.submit(5)
    await assert.rejects(sequencer.tick(), { name: 'AbortError' })
    await sequencer.close()
    const { rows } = await ledger.owner.query<{ text: string }>('SELECT text FROM stage')
    await c.start()
    const next = await lead(policy(3, a, b, c))
    assert.ok((await published()).note.startsWith(rows[0]?.text ?? '-'))
    assert.deepEqual(await cosigners(a, b, c), [2, 2, 2])
    await next.close()
  })

  test('renews its text with everybody’s later time', async () => {
    const [a, b, c] = parties as [Party, Party, Party]
    const sequencer = await lead(policy(2, a, b, c))
    ledger.now += 100
    await sequencer.refresh()
    const { note } = await published()
    const times = openNote(
      utf8(note),
      [a, b, c].flatMap(({ vkeys }) => vkeys),
    ).signatures.map(({ timestamp }) => timestamp)
    assert.deepEqual([...new Set(times)], [ledger.now])
    assert.equal(times.length, 6)
    await sequencer.close()
  })

  test('is not renewed without its quorum: the published note keeps its lines', async () => {
    const [a, b, c] = parties as [Party, Party, Party]
    let waiting = 0
    const sequencer = await lead(policy(3, a, b, c), [], { onWaiting: () => waiting++ })
    const before = await published()
    await a.stop()
    ledger.now += 100
    await sequencer.refresh()
    assert.equal(waiting, 1)
    assert.deepEqual(await published(), before)
    ledger.now -= 1
    await assert.rejects(sequencer.refresh(), /The clock says/, 'the witnesses have seen the later time')
    ledger.now += 1
    await a.start()
    await sequencer.close()
  })

  const LIES: Record<string, RequestListener> = {
    'claims a larger tree': (_, response) => response.writeHead(409, { 'content-type': 'text/x.tlog.size' }).end('999999\n'),
    'names another size each time': (_, response) => response.writeHead(409).end(`${Math.floor(Math.random() * 2)}\n`),
    'answers with rubbish': (_, response) => response.end('— nobody AAAA\n\0\n'),
    'answers with nothing': (_, response) => response.end(),
    'refuses everything': (_, response) => response.writeHead(422).end('no\n'),
    'never ends its answer': (_, response) => {
      const more = () => response.write(Buffer.alloc(10_000, 'x'), () => response.destroyed || more())
      more()
    },
    'sends people elsewhere': (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
  }
  for (const [lie, listener] of Object.entries(LIES))
    test(`is not stopped by a witness that ${lie}`, async () => {
      const [a, b] = parties as [Party, Party]
      const liar = await party('liar', () => listener)
      const failures: Failure[] = []
      const sequencer = await lead(policy(2, a, b, liar), failures)
      await ledger.submit(1)
      assert.equal(await sequencer.tick(), 1)
      assert.deepEqual(await cosigners(a, b, liar), [2, 2, 0])
      assert.ok(failures.some(({ url }) => url === liar.url))
      await sequencer.close()
      await liar.stop()
    })

  test('keeps one line of each key, however often a witness repeats it', async () => {
    const [a, b] = parties as [Party, Party]
    const parrot = await party('parrot', (witness) => async (request, response) => {
      if (request.method !== 'POST') return response.writeHead(404).end()
      const { body } = await witness.addCheckpoint(Buffer.concat(await request.toArray()))
      response.end(body.repeat(8))
    })
    const sequencer = await lead(policy(3, a, b, parrot))
    await ledger.submit(1)
    assert.equal(await sequencer.tick(), 1)
    assert.deepEqual(await cosigners(a, b, parrot), [2, 2, 2])
    await sequencer.close()
    await parrot.stop()
  })

  test('paused while it asks for cosignatures, it finds its successor and halts for nobody', async () => {
    const [a, b] = parties as [Party, Party]
    const keys = policy(2, a, b)
    let wake = () => {}
    let asleep = () => {}
    const sleeping = new Promise<void>((resolve) => {
      wake = resolve
    })
    const reached = new Promise<void>((resolve) => {
      asleep = resolve
    })
    const witnesses = new Witnesses(keys)
    const first = await Sequencer.lead({
      ...ledger.options(),
      witnesses,
      onStep: async (step) => {
        if (step !== 'cosign') return
        asleep()
        await sleeping
      },
    })
    await ledger.submit(1)
    const ticking = first?.tick()
    await reached
    await ledger.owner.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'sightline-sequencer' AND datname = current_database()`,
    )
    let second: Sequencer | undefined
    while (!second) second = await Sequencer.lead({ ...ledger.options(), witnesses: new Witnesses(keys) })
    await ledger.submit(2)
    await second.tick()
    wake()
    await assert.rejects(
      async () => ticking,
      (error) => !(error instanceof LedgerHalted),
    )
    await first?.close()
    await second.close()
  })

  test('keeps no line that another key or another text would need', async () => {
    const [a, b] = parties as [Party, Party]
    const d = await party('d', (witness) => async (request, response) => {
      const body = Buffer.concat(await request.toArray())
      const { body: lines } = await witness.addCheckpoint(body)
      response.end(lines.replace(/^(— \S+ ....)....(.*)$/gm, '$1AAAA$2'))
    })
    const sequencer = await lead(policy(2, a, b, d))
    await ledger.submit(1)
    await sequencer.tick()
    assert.deepEqual(await cosigners(a, b, d), [2, 2, 0])
    await sequencer.close()
  })

  test('shows a witness its own two lines and nobody else’s, for some read no more than 16 KiB', async () => {
    const [a, b] = parties as [Party, Party]
    const shown: string[][] = []
    const e = await party('e', () => async (request, response) => {
      if (request.method !== 'POST') return response.writeHead(404).end()
      const { checkpoint } = parseAddCheckpoint(Buffer.concat(await request.toArray()))
      shown.push(parseNote(checkpoint).signatures.map(({ name }) => name))
      response.writeHead(503).end()
    })
    const sequencer = await lead(policy(2, a, b, e))
    await ledger.submit(1)
    await sequencer.tick()
    await sequencer.addMissingLines()
    await sequencer.refresh()
    assert.ok(shown.length >= 2)
    for (const names of shown) assert.deepEqual(names, [TEST_ORIGIN, TEST_ORIGIN])
    await sequencer.close()
    await e.stop()
  })

  test('a witness that is silent holds up nobody, and its line is taken up when it comes', async () => {
    const [a, b] = parties as [Party, Party]
    let [asked, silent] = [0, true]
    let speak = () => {}
    const spoken = new Promise<void>((resolve) => {
      speak = resolve
    })
    const slow = await party('slow', (witness) => async (request, response) => {
      if (request.method !== 'POST') return response.writeHead(404).end()
      const { body, status } = await witness.addCheckpoint(Buffer.concat(await request.toArray()))
      if (asked++ === 0) return response.writeHead(503).end()
      await spoken
      silent = false
      response.writeHead(status).end(body)
    })
    const next = await lead(policy(2, a, b, slow))
    await next.addMissingLines()
    assert.deepEqual([asked, silent], [2, true])
    assert.deepEqual(await cosigners(a, b, slow), [2, 2, 0])
    speak()
    while ((await cosigners(slow))[0] === 0) await next.addMissingLines()
    await next.close()
    await slow.stop()
  })

  test('restored from an older backup, is stopped by a witness that serves nothing to monitors but is needed and is ahead', async () => {
    const [a, b] = parties as [Party, Party]
    const mute = await party('mute', (witness) => async (request, response) => {
      if (request.method !== 'POST') return response.writeHead(404).end()
      const { status, body, type } = await witness.addCheckpoint(Buffer.concat(await request.toArray()))
      response.writeHead(status, { 'content-type': type }).end(body)
    })
    const first = await lead(policy(1, mute))
    await ledger.submit(1)
    await first.tick()
    await first.close()
    const again = await lead(policy(1, mute))
    const backup = await ledger.owner.query('SELECT size, root, epoch, map_root, note FROM log_head')
    await ledger.submit(1)
    await again.tick()
    await again.close()
    const now = await ledger.owner.query('SELECT size, root, epoch, map_root, note FROM log_head')
    const restore = 'UPDATE log_head SET size = $1, root = $2, epoch = $3, map_root = $4, note = $5'
    await ledger.owner.query(restore, Object.values(backup.rows[0]))
    for (const folder of ['high-water', 'log/checkpoints'])
      await cp(join(ledger.folder, folder), join(ledger.folder, 'kept', folder), { recursive: true })
    for (const folder of ['high-water', 'log/checkpoints']) await rm(join(ledger.folder, folder), { recursive: true })
    await assert.rejects(lead(policy(1, mute)), /Too few witnesses say .* restore a newer one/)
    await ledger.owner.query(restore, Object.values(now.rows[0]))
    for (const folder of ['high-water', 'log/checkpoints'])
      await cp(join(ledger.folder, 'kept', folder), join(ledger.folder, folder), { recursive: true })
    await mute.stop()
    await (await lead(policy(2, a, b))).close()
  })

  test('restored from an older backup, without the files that remember, is stopped by what its witnesses keep', async () => {
    const [a, b, c] = parties as [Party, Party, Party]
    const first = await lead(policy(2, a, b, c))
    const backup = await ledger.owner.query('SELECT size, root, epoch, map_root, note FROM log_head')
    await ledger.submit(1)
    await first.tick()
    await first.close()
    const restore = 'UPDATE log_head SET size = $1, root = $2, epoch = $3, map_root = $4, note = $5'
    const now = await ledger.owner.query('SELECT size, root, epoch, map_root, note FROM log_head')
    await ledger.owner.query(restore, Object.values(backup.rows[0]))
    await rm(join(ledger.folder, 'high-water'), { recursive: true })
    await rm(join(ledger.folder, 'log', 'checkpoints'), { recursive: true })
    await assert.rejects(
      lead(policy(2, a, b, c)),
      (error) => error instanceof LedgerHalted && error.message.includes(a.url.slice(0, 16)) && /restore a newer one/.test(error.message),
    )
    await a.stop()
    await b.stop()
    await c.stop()
    await assert.rejects(lead(policy(2, a, b, c)), /Too few witnesses say/)
    await ledger.owner.query(restore, Object.values(now.rows[0]))
  })
})

describe('while a log asks for cosignatures', () => {
  const EVA = mlDsa44Cosigner('eva.example', new Uint8Array(32).fill(11))
  const policy = (quorum: 'none' | 'eva') => ({
    logs: ledger.keys.vkeys.map((vkey) => ({ vkey })),
    witnesses: [{ name: 'eva', vkey: EVA.vkey }],
    groups: [],
    quorum,
  })
  let ledger: TestLedger
  beforeEach(async () => {
    ledger = await TestLedger.make()
  })
  afterEach(() => ledger.close())

  test('it halts when a witness shows another tree that bears its signature', async () => {
    let asked = 0
    class Ahead extends Witnesses {
      override async ask() {
        asked++
        return []
      }
      override async survey() {
        const seen =
          asked === 0
            ? []
            : [{ origin: TEST_ORIGIN, size: 99, root: asHash(new Uint8Array(32)), extensions: [], url: 'https://eva.example' }]
        return { seen, enough: true }
      }
    }
    const leading = Sequencer.lead({ ...ledger.options(), witnesses: new Ahead(policy('eva')) })
    await assert.rejects(leading, (error) => error instanceof LedgerHalted && /eva\.example/.test(error.message))
    assert.equal(asked, 1)
  })

  test('a line for the text before comes too late for the next one', async () => {
    const answers: ((lines: SignatureLine[]) => void)[] = []
    class Slow extends Witnesses {
      override async ask() {
        return []
      }
      override async askMissing() {
        return new Promise<SignatureLine[]>((resolve) => answers.push(resolve))
      }
    }
    const sequencer = await Sequencer.lead({ ...ledger.options(), witnesses: new Slow(policy('none')) })
    const note = async () => (await ledger.owner.query<{ note: string }>('SELECT note FROM log_head')).rows[0]?.note ?? ''
    const { text } = parseNote(utf8(await note()))
    await sequencer?.addMissingLines()
    await ledger.submit(1)
    await sequencer?.tick()
    const next = await note()
    answers[0]?.([signatureLine(EVA.at(ledger.now), text)])
    await sequencer?.addMissingLines()
    assert.equal(await note(), next)
    await sequencer?.close()
  })

  for (const [what, sql] of [
    ['another note has been published', `UPDATE log_head SET note = note || 'x'`],
    [
      'another tree is being sealed',
      `INSERT INTO stage (origin, term, state, base_size, base_root, size, root, epoch, map_root, map_entry, text, entries)
       SELECT origin, term, 'planned', size, root, size + 2, root, epoch + 1, map_root, map_entry, 'text', '' FROM log_head`,
    ],
  ] as const)
    test(`a line that comes when ${what} is not added to the old note`, async () => {
      let meanwhile = sql as string
      class Late extends Witnesses {
        override async ask() {
          return []
        }
        override async askMissing({ text }: { readonly text: string }) {
          await ledger.owner.query(meanwhile)
          return [signatureLine(EVA.at(ledger.now), text)]
        }
      }
      const sequencer = await Sequencer.lead({ ...ledger.options(), witnesses: new Late(policy('none')) })
      const note = async () => (await ledger.owner.query<{ note: string }>('SELECT note FROM log_head')).rows[0]?.note ?? ''
      await sequencer?.addMissingLines()
      assert.doesNotMatch(await note(), /eva\.example/)
      await ledger.owner.query('DELETE FROM stage')
      await ledger.owner.query(`UPDATE log_head SET note = rtrim(note, 'x')`)
      meanwhile = 'SELECT'
      await sequencer?.addMissingLines()
      assert.match(await note(), /eva\.example/)
      await sequencer?.close()
    })
})

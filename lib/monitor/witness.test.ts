import assert from 'node:assert/strict'
import { cp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import type { Server } from 'node:http'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { openCosignatures, originHash, printAddCheckpoint } from '#lib/tlog/add-checkpoint.ts'
import { concat, type Hash, u64, utf8 } from '#lib/tlog/bytes.ts'
import { parseCheckpoint, printCheckpoint } from '#lib/tlog/checkpoint.ts'
import { type Cosigner, mlDsa44Cosigner } from '#lib/tlog/cosigner.ts'
import { ed25519Signer, openNote, parseNote, printNote, printVkey, signNote } from '#lib/tlog/note.ts'
import { EMPTY_ROOT, rootHash } from '#lib/tlog/proof.ts'
import { signMlDsa44 } from '#mldsa44'
import { cosignerKeys } from './keys.ts'
import { watchedLogs } from './logs.ts'
import { listening, SmallLog, temporaryFolder } from './testing.ts'
import { Witness } from './witness.ts'
import { witnessServer } from './witness-server.ts'

const log = new SmallLog('log.example/a')
const other = new SmallLog('log.example/b')
const fork = new SmallLog('log.example/a', '-forked')
const NOW = 1_780_000_000

describe('a witness', () => {
  let folder: string
  let remove: () => Promise<void>
  let cosigners: readonly Cosigner[]
  let server: Server | undefined
  let url: string
  let now = NOW
  const errors: unknown[] = []

  beforeEach(async () => {
    ;({ folder, remove } = await temporaryFolder())
    cosigners = await cosignerKeys(folder, 'witness.example/w1')
    now = NOW
    await start()
  })
  afterEach(async () => {
    await stop()
    await remove()
    assert.deepEqual(errors.splice(0), [])
  })

  async function start() {
    const witness = await Witness.open({ folder, cosigners, logs: [log, other], clock: () => now })
    server = witnessServer(witness, (error) => errors.push(error))
    url = await listening(server)
  }
  async function stop() {
    server?.closeAllConnections()
    await new Promise((closed) => server?.close(closed))
  }
  const post = (body: Uint8Array | string) => fetch(`${url}/add-checkpoint`, { method: 'POST', body: Buffer.from(body) })
  const vkeys = () => cosigners.map(({ vkey }) => vkey)
  const cosigned = async (response: Response, text: string) => {
    assert.equal(response.status, 200)
    return openCosignatures(await response.bytes(), text, vkeys())
  }
  const latest = (hash = originHash(log.origin)) => fetch(`${url}/${hash}/checkpoint`)

  test('cosigns no line that somebody appended to a text which only a key that does not cover it has signed', async () => {
    const appended = `${log.text(3)}anything you like\n`
    const { signatures } = parseNote(log.note(3))
    const request = (text: string, lines: typeof signatures) =>
      printAddCheckpoint({ oldSize: 0, proof: [], checkpoint: printNote({ text, signatures: lines }) })
    assert.equal((await post(request(appended, signatures.slice(1)))).status, 403)
    const signed = parseNote(signNote(appended, log.signers)).signatures
    await cosigned(await post(request(appended, signed)), appended)
  })

  test('cosigns a first checkpoint with both its keys, dated now', async () => {
    const signatures = await cosigned(await post(log.request(0, 3)), log.text(3))
    assert.deepEqual(
      signatures.map(({ vkey, timestamp }) => [vkey.type, timestamp]),
      [
        [0x04, NOW],
        [0x06, NOW],
      ],
    )
  })

  test('cosigns what extends its last checkpoint, and serves that with the log’s lines and its own', async () => {
    assert.equal((await latest()).status, 404)
    await cosigned(await post(log.request(0, 3)), log.text(3))
    now += 10
    await cosigned(await post(log.request(3, 7)), log.text(7))
    const served = await latest()
    assert.equal(served.status, 200)
    const { text, signatures } = openNote(await served.bytes(), [...log.vkeys, ...vkeys()])
    assert.equal(text, log.text(7))
    assert.equal(signatures.length, 4)
    assert.equal((await latest(originHash(other.origin))).status, 404)
    assert.equal((await latest('0'.repeat(64))).status, 404)
  })

  test('answers a wrong old size with 409 and the right one', async () => {
    for (const [old, size] of [
      [3, 5],
      [5, 5],
    ] as const) {
      const response = await post(log.request(old, size))
      assert.equal(response.status, 409)
      assert.equal(response.headers.get('content-type'), 'text/x.tlog.size')
      assert.equal(await response.text(), '0\n')
    }
    await post(log.request(0, 5))
    assert.equal(await (await post(log.request(0, 7))).text(), '5\n')
    assert.equal(await (await post(log.request(3, 7))).text(), '5\n')
  })

  test('does not know other origins: 404', async () => {
    assert.equal((await post(new SmallLog('log.example/c').request(0, 3))).status, 404)
  })

  test('refuses with 403 what no key of that log signed, or a key of it signed wrongly', async () => {
    const stranger = ed25519Signer(log.origin, new Uint8Array(32).fill(7))
    const unsigned = printAddCheckpoint({ oldSize: 0, proof: [], checkpoint: log.note(3, [stranger]) })
    assert.equal((await post(unsigned)).status, 403)
    const [ed25519, mlDsa44] = log.signers
    assert.ok(ed25519 && mlDsa44)
    const swapped = { ...ed25519, sign: () => ed25519.sign('another text\n') }
    const wrong = printAddCheckpoint({ oldSize: 0, proof: [], checkpoint: log.note(3, [swapped, mlDsa44]) })
    assert.equal((await post(wrong)).status, 403)
    const borrowed = printAddCheckpoint({ oldSize: 0, proof: [], checkpoint: signNote(log.text(3), other.signers) })
    assert.equal((await post(borrowed)).status, 403)
  })

  test('refuses with 403 a line of the log that cannot be read', async () => {
    const good = Buffer.from(log.request(0, 3)).toString()
    const [line = ''] = good.match(/^— log\.example\/a \S{80,100}$/m) ?? []
    assert.match(line, /=$/)
    assert.equal((await post(good.replace(line, `${line.slice(0, -2)}x=`))).status, 403)
    assert.equal((await post(good.replace(line, line.slice(0, -5)))).status, 403)
    await cosigned(await post(good), log.text(3))
  })

  test('answers as litewitness does in the scenario of its own test', async () => {
    const leaf = (i: number) => Buffer.from([0x2a, i, ...new Uint8Array(30)]) as unknown as Hash
    const root = (size: number) => rootHash(Array.from({ length: size }, (_, i) => leaf(i)))
    const origin = log.origin
    const request = (old: number, size: number, proof: readonly Hash[], signers = log.signers.slice(0, 1), name = origin) =>
      printAddCheckpoint({
        oldSize: old,
        proof,
        checkpoint: signNote(printCheckpoint({ origin: name, size, root: root(size) }), signers),
      })
    const [ed25519] = log.signers
    assert.ok(ed25519)
    const forged = [{ ...ed25519, sign: (text: string) => ed25519.sign(`${text}\n`) }]
    const left = rootHash([leaf(2), leaf(3)])
    for (const [body, status, answer] of [
      [request(0, 1, []), 200, /^— witness\.example/],
      [request(1, 3, [leaf(1), leaf(2)], forged), 403, /bad-signature/],
      [request(1, 3, [leaf(1), leaf(2)], log.signers.slice(0, 1), 'log.example/unknown'), 404, /origin/],
      [request(1, 3, []), 422, /proof/],
      [request(1, 3, [leaf(1), leaf(9)]), 422, /proof/],
      [request(1, 3, [leaf(1), leaf(2)]), 200, /^— witness\.example/],
      [request(1, 5, [leaf(1), left, leaf(4)]), 409, /^3\n$/],
      [request(3, 5, [leaf(2), leaf(3), rootHash([leaf(0), leaf(1)]), leaf(4)]), 200, /^— witness\.example/],
      [request(0, 5, []), 409, /^5\n$/],
    ] as const) {
      const response = await post(body)
      assert.equal(response.status, status)
      assert.match(await response.text(), answer)
    }
  })

  test('cosigns each text of one size and second by itself, and remembers the last', async () => {
    await post(log.request(0, 3))
    const extended = (line: string) => `${log.text(3)}${line}\n`
    const request = (line: string) => printAddCheckpoint({ oldSize: 3, proof: [], checkpoint: signNote(extended(line), log.signers) })
    for (const line of ['one', 'two'])
      assert.equal((await cosigned(await post(request(line)), extended(line))).length, 2, 'both lines are of this text')
    await stop()
    await start()
    assert.match(await (await latest()).text(), /\ntwo\n/)
    await cosigned(await post(request('three')), extended('three'))
    assert.match(await (await latest()).text(), /\nthree\n/)
  })

  test('is content with one key of the log, and passes over keys that it does not know', async () => {
    const stranger = ed25519Signer('somebody.example', new Uint8Array(32).fill(7))
    const signers = [stranger, ...log.signers.slice(0, 1)]
    const request = printAddCheckpoint({ oldSize: 0, proof: [], checkpoint: log.note(3, signers) })
    await cosigned(await post(request), log.text(3))
    assert.equal(openNote(await (await latest()).bytes(), [...log.vkeys, ...vkeys()]).ignored.length, 0)
  })

  test('refuses with 400 what is no request, and an old size above the new', async () => {
    const good = Buffer.from(log.request(0, 3)).toString()
    const bad = [
      '',
      'old 0\n',
      good.replace('old 0', 'old 00'),
      good.replace('old 0', 'old'),
      good.replace('old 0\n', 'old 0\r\n'),
      good.replace('old 0\n', 'old 0\nAAAA\n'),
      good.slice(0, -1),
      `${good}\n`,
      good.replace('\n3\n', '\n03\n'),
      `old 0\n${`${'A'.repeat(43)}=\n`.repeat(64)}\n${good.slice('old 0\n\n'.length)}`,
      good.replace('old 0', 'old 9'),
    ]
    for (const body of bad) assert.equal((await post(body)).status, 400, JSON.stringify(body.slice(0, 60)))
    assert.equal((await post(Buffer.from([0xff, 0xfe]))).status, 400)
  })

  test('refuses with 422 a proof that does not hold, one that is not needed, and another root of its size', async () => {
    const needless = printAddCheckpoint({ oldSize: 0, proof: log.proof(3, 7), checkpoint: log.note(7) })
    assert.equal((await post(needless)).status, 422)
    await post(log.request(0, 6))
    assert.equal((await post(fork.request(6, 6))).status, 422)
    assert.equal((await post(fork.request(6, 9))).status, 422)
    const short = printAddCheckpoint({ oldSize: 6, proof: log.proof(6, 9).slice(1), checkpoint: log.note(9) })
    assert.equal((await post(short)).status, 422)
    const again = printAddCheckpoint({ oldSize: 6, proof: log.proof(3, 6), checkpoint: log.note(6) })
    assert.equal((await post(again)).status, 422)
    assert.equal((await latest().then((response) => response.text())).split('\n')[1], '6')
  })

  test('knows only one empty tree', async () => {
    const empty = (root: Uint8Array) =>
      printAddCheckpoint({
        oldSize: 0,
        proof: [],
        checkpoint: signNote(printCheckpoint({ origin: log.origin, size: 0, root: root as typeof EMPTY_ROOT }), log.signers.slice(0, 1)),
      })
    assert.equal((await post(empty(new Uint8Array(32)))).status, 422)
    assert.equal((await post(empty(EMPTY_ROOT))).status, 200)
    await cosigned(await post(log.request(0, 3)), log.text(3))
  })

  test('cosigns its last checkpoint again with a later time', async () => {
    await post(log.request(0, 3))
    now += 60
    const signatures = await cosigned(await post(log.request(3, 3)), log.text(3))
    assert.deepEqual([...new Set(signatures.map(({ timestamp }) => timestamp))], [NOW + 60])
  })

  test('gives a repeated request of the same second the lines that it gave before', async () => {
    await post(log.request(0, 3))
    const [one, two] = [await (await post(log.request(3, 3))).text(), await (await post(log.request(3, 3))).text()]
    assert.equal(one, two)
  })

  test('signs nothing while its clock is behind what it has signed', async () => {
    await post(log.request(0, 3))
    now -= 1
    assert.equal((await post(log.request(3, 5))).status, 503)
    assert.equal((await post(log.request(3, 3))).status, 503)
    now += 1
    assert.equal((await post(log.request(3, 5))).status, 200)
  })

  test('of fifty requests at once for one next size cosigns one, and tells the others', async () => {
    await post(log.request(0, 3))
    const statuses = await Promise.all(
      Array.from({ length: 50 }, (_, i) => post((i % 2 ? log : fork).request(3, 9)).then(({ status }) => status)),
    )
    assert.equal(statuses.filter((status) => status === 200).length, 1)
    assert.equal(statuses.filter((status) => status === 409).length, 49)
  })

  test('keeps two logs apart', async () => {
    await post(log.request(0, 6))
    await cosigned(await post(other.request(0, 4)), other.text(4))
    await cosigned(await post(log.request(6, 7)), log.text(7))
  })

  test('remembers after a restart, and an older request does not take it back', async () => {
    await post(log.request(0, 6))
    await stop()
    await start()
    assert.equal(await (await post(log.request(0, 6))).text(), '6\n')
    assert.equal((await post(fork.request(6, 9))).status, 422)
    await cosigned(await post(log.request(6, 9)), log.text(9))
  })

  test('does not start on a state that is damaged, or of other keys', async () => {
    await post(log.request(0, 6))
    const state = join(folder, originHash(log.origin))
    const [name = ''] = await readdir(state)
    const copy = join(folder, 'copy')
    await cp(state, copy, { recursive: true })
    const open = (cosigners_ = cosigners) => Witness.open({ folder, cosigners: cosigners_, logs: [log], clock: () => now })
    await truncate(join(state, name), 100)
    await assert.rejects(open(), /is damaged/)
    await rm(state, { recursive: true })
    await cp(copy, state, { recursive: true })
    await open()
    await assert.rejects(open(await cosignerKeys(join(folder, 'other keys'), 'witness.example/w1')), /signed with other keys/)
    assert.ok((await readFile(join(state, name))).length > 100)
  })

  test('goes on when its log has other keys than those of what it remembers', async () => {
    await post(log.request(0, 6))
    const signers = [ed25519Signer(log.origin, new Uint8Array(32).fill(77))]
    const next = { origin: log.origin, vkeys: signers.map(({ vkey }) => vkey) }
    const witness = await Witness.open({ folder, cosigners, logs: [next], clock: () => now })
    const request = (checkpoint: Uint8Array) => printAddCheckpoint({ oldSize: 6, proof: log.proof(6, 9), checkpoint })
    assert.equal((await witness.addCheckpoint(request(log.note(9)))).status, 403)
    assert.equal((await witness.addCheckpoint(request(fork.note(9, signers)))).status, 422, 'it remembers the tree')
    assert.equal((await witness.addCheckpoint(request(log.note(9, signers)))).status, 200)
  })

  test('takes no request longer than one can be, and no other method', async () => {
    for (const length of [200_000, 20_000_000]) assert.equal((await post(new Uint8Array(length).fill(0x41))).status, 413)
    const got = await fetch(`${url}/add-checkpoint`)
    assert.deepEqual([got.status, got.headers.get('allow')], [405, 'POST'])
    await post(log.request(0, 3))
    assert.equal((await fetch(`${url}/${originHash(log.origin)}/checkpoint`, { method: 'PUT', body: 'x' })).status, 405)
    assert.equal((await fetch(`${url}/nothing`)).status, 404)
  })

  test('says 500 and signs nothing when its disk fails, and goes on afterwards', async () => {
    await post(log.request(0, 3))
    const state = join(folder, originHash(log.origin))
    const saved = join(folder, 'saved')
    await cp(state, saved, { recursive: true })
    await rm(state, { recursive: true })
    await writeFile(state, 'in the way')
    assert.equal((await post(log.request(3, 5))).status, 500)
    assert.equal(errors.splice(0).length, 1)
    await rm(state)
    await cp(saved, state, { recursive: true })
    await cosigned(await post(log.request(3, 6)), log.text(6))
  })
})

test('a log that signs under another name than its origin is given with both', async () => {
  const [key] = log.vkeys
  assert.ok(key)
  const [one] = watchedLogs([`some log ${printVkey(key)}`])
  assert.deepEqual(one, { origin: 'some log', vkeys: [key] })
  assert.equal(watchedLogs(log.vkeys.map(printVkey)).length, 1)
  const { folder, remove } = await temporaryFolder()
  const cosigners = await cosignerKeys(folder, 'witness.example/w1')
  assert.throws(() => watchedLogs(cosigners.slice(0, 1).map(({ vkey }) => printVkey(vkey))), /key of a witness, not of a log/)
  const witness = await Witness.open({ folder, cosigners, logs: one ? [one] : [], clock: () => NOW })
  const text = printCheckpoint({ origin: 'some log', size: 3, root: log.root(3) })
  const checkpoint = signNote(text, log.signers.slice(0, 1))
  assert.equal((await witness.addCheckpoint(printAddCheckpoint({ oldSize: 0, proof: [], checkpoint }))).status, 200)
  assert.equal((await witness.addCheckpoint(log.request(0, 3))).status, 404)
  await remove()
})

test('a witness’s answer is read line by line: what is no cosignature of this text is left out', async () => {
  const { folder, remove } = await temporaryFolder()
  const cosigners = await cosignerKeys(folder, 'witness.example/w1')
  const lines = (text: string) =>
    Buffer.from(
      signNote(
        text,
        cosigners.map((cosigner) => cosigner.at(NOW)),
      ),
    )
      .toString()
      .slice(text.length + 1)
  const vkeys = cosigners.map(({ vkey }) => vkey)
  const answer = utf8(`${lines(log.text(4))}rubbish\n— a b\n${lines(log.text(3))}`)
  assert.equal(openCosignatures(answer, log.text(3), vkeys).length, 2)
  assert.equal(openCosignatures(answer, log.text(3), vkeys.slice(1)).length, 1)
  assert.equal(openCosignatures(new Uint8Array(), log.text(3), vkeys).length, 0)
  const { origin, size, root } = parseCheckpoint(log.text(3))
  const secret = new Uint8Array(32).fill(5)
  const message = concat(
    utf8('subtree/v1\n\0\x01w'),
    u64(0),
    utf8(`${String.fromCharCode(origin.length)}${origin}`),
    u64(0),
    u64(size),
    root,
  )
  const undated = { vkey: mlDsa44Cosigner('w', secret).vkey, sign: () => concat(u64(0), signMlDsa44(secret, message)) }
  const dateless = signNote(log.text(3), [undated])
  assert.equal(openNote(dateless, [undated.vkey]).signatures[0]?.timestamp, 0)
  assert.equal(openCosignatures(dateless.subarray(utf8(log.text(3)).length + 1), log.text(3), [undated.vkey]).length, 0, 'it says no time')
  await remove()
})

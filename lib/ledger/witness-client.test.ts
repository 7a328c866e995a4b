import assert from 'node:assert/strict'
import type { RequestListener } from 'node:http'
import { afterEach, describe, test } from 'node:test'
import { SmallLog } from '#lib/monitor/testing.ts'
import { originHash } from '#lib/tlog/add-checkpoint.ts'
import { fromUtf8 } from '#lib/tlog/bytes.ts'
import { mlDsa44Cosigner } from '#lib/tlog/cosigner.ts'
import { MAX_NOTE_LENGTH, parseNote, printNote, signatureLine } from '#lib/tlog/note.ts'
import { serve } from './testing-anchors.ts'
import { type Candidate, WitnessAhead, WitnessClient } from './witness-client.ts'
import { type Failure, Witnesses } from './witnesses.ts'

const NOW = 1_800_000_000
const LOG = new SmallLog('log.example/test')
const [EVA, OTT] = ['eva.example', 'ott.example'].map((name, i) => mlDsa44Cosigner(name, new Uint8Array(32).fill(11 + i))) as [
  ReturnType<typeof mlDsa44Cosigner>,
  ReturnType<typeof mlDsa44Cosigner>,
]
const candidate = (size: number): Candidate => ({
  size,
  text: LOG.text(size),
  note: LOG.note(size),
  consistency: async (size1) => LOG.proof(size1, size),
})
/** The answer of a witness that cosigns. */
const lineOf = (witness: typeof EVA, size: number) => {
  const { text } = parseNote(LOG.note(size))
  return fromUtf8(printNote({ text, signatures: [signatureLine(witness.at(NOW), text)] })).slice(text.length + 1)
}

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})
async function at(listener: RequestListener): Promise<string> {
  const { url, close } = await serve(listener)
  closing.push(close)
  return url
}
const client = async (listener: RequestListener) => new WitnessClient({ url: await at(listener), vkeys: [EVA.vkey] })

describe('asking a witness to cosign', () => {
  test('brings its cosignature, verified', async () => {
    const asked = await client((_, response) => response.end(lineOf(EVA, 7)))
    assert.deepEqual(
      (await asked.cosign(candidate(7))).map(({ vkey, timestamp }) => [vkey.name, timestamp]),
      [['eva.example', NOW]],
    )
  })

  test('says how far ahead it is by its word', async () => {
    const ahead = await client((_, response) => response.writeHead(409, { 'content-type': 'text/x.tlog.size' }).end('999\n'))
    await assert.rejects(ahead.cosign(candidate(7)), (error) => error instanceof WitnessAhead && error.size === 999)
  })

  test('fails with what it said, whatever else it answers', async () => {
    const answers: readonly (readonly [RequestListener, RegExp])[] = [
      [(_, response) => response.writeHead(422).end('not an extension\n'), /answered 422: not an extension$/],
      [(_, response) => response.writeHead(500).end(lineOf(EVA, 7)), /answered 500/],
      [(_, response) => response.end(lineOf(OTT, 7)), /without a cosignature that verifies/],
      [(_, response) => response.end(lineOf(EVA, 6)), /without a cosignature that verifies/],
      [
        (_, response) => response.end('— eva.example AAAA\n'.repeat(MAX_NOTE_LENGTH / 20)),
        new RegExp(`more than ${MAX_NOTE_LENGTH} bytes`),
      ],
    ]
    for (const [listener, expected] of answers) await assert.rejects((await client(listener)).cosign(candidate(7)), expected)
  })

  test('ends when it names another size each time', async () => {
    let size = 0
    const fickle = await client((_, response) => response.writeHead(409).end(`${++size}\n`))
    await assert.rejects(fickle.cosign(candidate(7)), /names another size each time/)
    assert.equal(size, 3)
  })
})

describe('what a witness serves to monitors', () => {
  const latest = async (listener: RequestListener) => (await client(listener)).latest(LOG.origin, LOG.vkeys)

  test('is asked for under the hash of the origin, and believed with a signature of the log', async () => {
    let path = ''
    const seen = await latest((request, response) => {
      path = request.url ?? ''
      response.end(LOG.note(7))
    })
    assert.equal(path, `/${originHash(LOG.origin)}/checkpoint`)
    assert.deepEqual([seen?.size, seen?.root], [7, LOG.root(7)])
  })

  test('is nothing where it has none, or none that the log has signed', async () => {
    assert.equal(await latest((_, response) => response.writeHead(404).end()), undefined)
    const stranger = new SmallLog('other.example/log')
    assert.equal(await latest((_, response) => response.end(stranger.note(7))), undefined)
  })

  test('is an error where it is another log’s, or anything else', async () => {
    const other = `other.example/log\n${LOG.text(7).split('\n').slice(1).join('\n')}`
    const signed = printNote({ text: other, signatures: LOG.signers.map((signer) => signatureLine(signer, other)) })
    await assert.rejects(
      latest((_, response) => response.end(signed)),
      /serves the checkpoint of another log/,
    )
    await assert.rejects(
      latest((_, response) => response.writeHead(500).end()),
      /answered 500/,
    )
    await assert.rejects(latest((_, response) => response.end('nonsense')))
  })
})

describe('all witnesses of a policy', () => {
  async function witnesses(eva: RequestListener, ott: RequestListener) {
    const failures: Failure[] = []
    const urls = [await at(eva), await at(ott)]
    const policy = {
      logs: LOG.vkeys.map((vkey) => ({ vkey })),
      witnesses: [EVA, OTT].map(({ vkey }, i) => ({ name: vkey.name, vkey, url: urls[i] ?? '' })),
      groups: [],
      quorum: 'eva.example',
    }
    return { all: new Witnesses(policy, (failure) => failures.push(failure)), failures }
  }
  const noteWith = (...cosigners: readonly (typeof EVA)[]) => {
    const { text, signatures } = parseNote(LOG.note(7))
    return fromUtf8(printNote({ text, signatures: [...signatures, ...cosigners.map((one) => signatureLine(one.at(NOW), text))] }))
  }

  test('are not waited for once the quorum is met', async () => {
    const { all, failures } = await witnesses(
      (_, response) => response.end(lineOf(EVA, 7)),
      () => {},
    )
    assert.equal((await all.ask(candidate(7))).length, 1)
    assert.deepEqual(failures, [])
  })

  test('are asked for a missing line, but not who has signed, nor who failed just now', async () => {
    const asked: string[] = []
    const { all, failures } = await witnesses(
      (_, response) => {
        asked.push('eva')
        response.end(lineOf(EVA, 7))
      },
      (_, response) => {
        asked.push('ott')
        response.writeHead(503).end()
      },
    )
    assert.deepEqual(await all.askMissing(candidate(7), noteWith(EVA)), [])
    assert.deepEqual(asked, ['ott'])
    assert.equal(failures.length, 1)
    assert.equal((await all.askMissing(candidate(7), noteWith())).length, 1)
    assert.deepEqual(asked, ['ott', 'eva'])
  })

  test('made these lines of a note, and the log’s own are none of them', async () => {
    const { all } = await witnesses(
      () => {},
      () => {},
    )
    assert.deepEqual(
      all.cosignatures(noteWith(OTT)).map(({ vkey }) => vkey.name),
      ['ott.example'],
    )
  })

  test('are heard to be ahead where they serve nothing to monitors', async () => {
    const ahead: RequestListener = (request, response) => response.writeHead(request.method === 'POST' ? 409 : 404).end('999\n')
    const { all, failures } = await witnesses(ahead, ahead)
    assert.deepEqual(await all.survey(LOG.origin, LOG.vkeys, 7, candidate(7)), { seen: [], enough: false })
    assert.deepEqual(failures, [])
  })
})

import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import fastify, { type FastifyInstance } from 'fastify'
import { HighestFile } from '#lib/durable.ts'
import { newTiles, tilePath } from '#lib/tlog/tile.ts'
import { logRoutes } from './log.ts'

const POLICY = 'log sightline.example/demo+530d903a+AXw\nquorum none\n'
const NOTE = 'sightline.example/demo\n2\nqINS1GRFhWHwdkUeqLEoP4yEMkTBBzxBkGwGQlVlVcs=\n\n— sightline.example/demo Uw2QOg==\n'

const ANCHORS = [
  '0000000000000002.opentimestamps.7d2e44f0a1b3c5d6.pending',
  '0000000000000002.rfc3161.3f9a01c7d2e4b6a8.1786026600',
  '0000000000000300.rfc3161.3f9a01c7d2e4b6a8.1786030200',
]

let server: FastifyInstance
let folder: string
let address: string

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sightline-log-'))
  await put(`log/checkpoints/${HighestFile.name(2, 1)}`, NOTE)
  await put(`log/checkpoints/${HighestFile.name(1, 9)}`, 'older')
  for (const tile of [...newTiles(0, 70_000), ...newTiles(256, 300)])
    await put(`log/${tilePath(tile)}`, Buffer.alloc(32 * tile.width, tile.width))
  await put('log/tile/entries/000.p/2', Buffer.from('0003one0003two'))
  for (const name of ANCHORS) await put(`log/anchors/${name}`, `{"name":"${name}"}`)
  await put('log/anchors/.0000000000000001.half', 'half')
  await put('log/key', 'secret')
  await put('secret/000', 'secret')
  await symlink(join(folder, 'secret/000'), join(folder, 'log/tile/0/999'))
  await symlink(join(folder, 'secret'), join(folder, 'log/tile/7'))
  server = fastify()
  await server.register(logRoutes, { prefix: '/log', folder: join(folder, 'log'), policy: POLICY })
  address = await server.listen({ port: 0, host: '127.0.0.1' })
})

after(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

async function put(path: string, content: string | Uint8Array): Promise<void> {
  const file = join(folder, path)
  await mkdir(join(file, '..'), { recursive: true })
  await writeFile(file, content)
}

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') => fetch(`${address}/log/${path}`, { method, headers })

/** Sends the path as it is: fetch would tidy `..` away. */
function rawStatus(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(address, { path }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode ?? 0))
    })
    sent.once('error', reject).end()
  })
}

test('the checkpoint is text that nobody keeps beyond a second', async () => {
  const response = await get('checkpoint')
  assert.equal(response.status, 200)
  assert.equal(response.headers.get('content-type'), 'text/plain; charset=utf-8')
  assert.equal(response.headers.get('cache-control'), 'public, max-age=1, must-revalidate')
  assert.equal(await response.text(), NOTE)
})

test('every tile of a published size is served, full and partial, as bytes that never change', async () => {
  for (const tile of [...newTiles(0, 70_000), ...newTiles(256, 300)]) {
    const response = await get(tilePath(tile))
    assert.equal(response.status, 200, tilePath(tile))
    assert.equal(response.headers.get('content-type'), 'application/octet-stream')
    assert.match(response.headers.get('cache-control') ?? '', /immutable/)
    assert.deepEqual(Buffer.from(await response.arrayBuffer()), Buffer.alloc(32 * tile.width, tile.width))
  }
})

test('an entry bundle is served like a tile', async () => {
  const response = await get('tile/entries/000.p/2')
  assert.equal(response.headers.get('content-type'), 'application/octet-stream')
  assert.equal(await response.text(), '0003one0003two')
})

test('the policy is text', async () => {
  const response = await get('policy')
  assert.equal(response.headers.get('content-type'), 'text/plain; charset=utf-8')
  assert.equal(await response.text(), POLICY)
})

test('anchors are listed by size, or those below a size, and each is a file that never changes', async () => {
  const index = await get('anchors')
  assert.equal(index.status, 200)
  assert.equal(index.headers.get('content-type'), 'text/plain; charset=utf-8')
  assert.equal(index.headers.get('cache-control'), 'public, max-age=1, must-revalidate')
  assert.equal(await index.text(), ANCHORS.map((name) => `${name}\n`).join(''))
  assert.equal(await (await get('anchors?before=300')).text(), `${ANCHORS[0]}\n${ANCHORS[1]}\n`)
  assert.equal(await (await get('anchors?before=2')).text(), '')
  for (const name of ANCHORS) {
    const response = await get(`anchors/${name}`)
    assert.equal(response.headers.get('content-type'), 'application/json')
    assert.match(response.headers.get('cache-control') ?? '', /immutable/)
    assert.deepEqual(await response.json(), { name })
  }
})

test('what is no anchor is not there', async () => {
  const paths = ['anchors/', 'anchors/..', 'anchors/.0000000000000001.half', 'anchors/%2e%2e%2fkey', `anchors/${ANCHORS[1]}0`]
  for (const path of [
    ...paths,
    'anchors/key',
    'anchors?before=-1',
    'anchors?before=1e3',
    'anchors?before=1&before=2',
    'anchors?before[]=1',
    'anchors?after=1',
  ])
    assert.equal(await rawStatus(`/log/${path}`), 404, path)
})

test('a log that nobody has stamped has an empty index', async () => {
  const bare = fastify()
  await bare.register(logRoutes, { prefix: '/log', folder: join(folder, 'bare'), policy: POLICY })
  const { statusCode, body } = await bare.inject('/log/anchors')
  assert.deepEqual([statusCode, body], [200, ''])
})

test('HEAD answers with the same headers and no body', async () => {
  for (const path of ['checkpoint', 'policy', 'tile/0/000', 'tile/1/001.p/17', 'tile/entries/000.p/2']) {
    const [head, full] = [await get(path, {}, 'HEAD'), await get(path)]
    assert.equal(head.status, 200, path)
    for (const field of ['etag', 'content-type', 'content-length', 'cache-control'])
      assert.equal(head.headers.get(field), full.headers.get(field), `${path} ${field}`)
    assert.equal((await head.arrayBuffer()).byteLength, 0)
    await full.arrayBuffer()
  }
})

test('a conditional request is answered with 304 as long as the bytes are the same', async () => {
  for (const path of ['checkpoint', 'tile/0/000']) {
    const etag = (await get(path)).headers.get('etag') ?? ''
    for (const field of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const response = await get(path, { 'if-none-match': field })
      assert.equal(response.status, 304)
      assert.equal(response.headers.get('etag'), etag)
      assert.equal(await response.text(), '')
    }
    assert.equal((await get(path, { 'if-none-match': '"other"' })).status, 200)
  }
})

test('any origin may read, also what is not there', async () => {
  for (const path of ['checkpoint', 'tile/0/000', 'tile/0/998', 'nothing'])
    assert.equal((await get(path, { origin: 'https://elsewhere.example' })).headers.get('access-control-allow-origin'), '*', path)
  const preflight = await get('checkpoint', { origin: 'https://elsewhere.example', 'access-control-request-method': 'GET' }, 'OPTIONS')
  assert.equal(preflight.status, 204)
  assert.equal(preflight.headers.get('access-control-allow-methods'), 'GET, HEAD')
})

test('what is not there is 404, and nobody keeps that answer', async () => {
  const response = await get('tile/0/998')
  assert.equal(response.status, 404)
  assert.equal(response.headers.get('cache-control'), 'no-store')
})

test('nothing but the names of tlog-tiles reaches the folder', async () => {
  const paths = [
    ...[
      'key',
      '',
      'tile',
      'tile/',
      'tile/0',
      'tile/0/0',
      'tile/0/00',
      'tile/0/0000',
      'tile/00/000',
      'tile/64/000',
      'tile/-1/000',
      'tile/0/x000/000',
    ],
    ...[
      'tile/0/000.p/0',
      'tile/0/000.p/256',
      'tile/0/000.p/007',
      'tile/0/000.p',
      'tile/0/000.p/',
      'tile/0/000/',
      'tile//0/000',
      'tile/entries/x/000',
    ],
    ...[
      'tile/0/%30%30%30',
      'tile/0/000%00',
      'tile/0/000%2f..%2f000',
      'checkpoint/',
      'checkpoint/..',
      'tile/../key',
      'tile/../../secret/000',
    ],
    ...[
      '..%2fsecret%2f000',
      '%2e%2e/secret/000',
      'tile/%2e%2e/%2e%2e/key',
      '..\\secret\\000',
      'tile/0/..%5c..%5ckey',
      '/etc/passwd',
      'CHECKPOINT',
    ],
  ]
  for (const path of paths) assert.ok([400, 404].includes(await rawStatus(`/log/${path}`)), path)
  assert.equal(await rawStatus('/log/tile/0/000?x=1'), 200)
})

test('a link that leads out of its place is not followed', async () => {
  assert.equal((await get('tile/0/999')).status, 404)
  assert.equal((await get('tile/7/000')).status, 404)
})

test('only GET, HEAD and OPTIONS are known', async () => {
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) assert.equal((await get('checkpoint', {}, method)).status, 404, method)
})

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { freePort, unprivileged } from '#lib/db/embedded.ts'
import { childEnv, readEnv } from '#lib/env.ts'
import { makeLogKeys } from '#lib/ledger/keys.ts'
import { demoPolicy } from './start/parties.ts'
import { makeKeysAndTrust, readSecrets } from './start/secrets.ts'

let folder: string
let ports: Record<string, string>
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sightline-start-'))
  await chmod(folder, 0o755)
  const [web, gateway, provider, authority, ...parties] = await Promise.all(Array.from({ length: 8 }, freePort))
  ports = {
    WEB_PORT: String(web),
    GATEWAY_PORT: String(gateway),
    IDENTITY_PROVIDER_PORT: String(provider),
    AUTHORITY_PORT: String(authority),
    PARTY_PORTS: parties.join(' '),
  }
})
after(() => rm(folder, { recursive: true }))

/** What `npm start` says before it ends with an error. */
function refusal(environment: Record<string, string>): Promise<string> {
  const env = childEnv(['PATH'], { DATA_DIR: folder, ...ports, ...environment })
  return new Promise((resolve, reject) => {
    execFile(process.execPath, ['bin/start.ts'], { env, timeout: 30_000 }, (error, _, stderr) =>
      error?.code === 1 ? resolve(stderr) : reject(new Error(`it ended with ${error?.code ?? 0}: ${stderr}`)),
    )
  })
}

for (const variable of ['WEB_PORT', 'GATEWAY_PORT', 'IDENTITY_PROVIDER_PORT'])
  test(`a busy ${variable} is said in a sentence, before anything is made`, async () => {
    const server = createServer().listen(Number(ports[variable]), '127.0.0.1')
    await once(server, 'listening')
    try {
      assert.match(await refusal({}), new RegExp(`Port ${ports[variable]} is in use by another program.*${variable}=\\d+ npm start`))
    } finally {
      server.close()
    }
  })

test("a busy port of a witness: four others help as long as no trust file names them, and then only a program's end or a reset", async () => {
  const busy = await freePort()
  const PARTY_PORTS = [busy, ...(await Promise.all([freePort(), freePort(), freePort()]))].join(' ')
  const server = createServer().listen(busy, '127.0.0.1')
  await once(server, 'listening')
  try {
    const remedy =
      /Port \d+ is in use by another program\. Stop that program, or choose four other ports: PARTY_PORTS="([0-9 ]+)" npm start/
    const [, others = ''] = remedy.exec(await refusal({ PARTY_PORTS })) ?? []
    assert.equal(readEnv('start', { PARTY_PORTS: others }).PARTY_PORTS.length, 4)
    assert.equal(existsSync(join(folder, 'trust.json')), false)

    await makeKeysAndTrust({
      secrets: join(folder, 'secrets'),
      trustFile: join(folder, 'trust.json'),
      origin: 'sightline.example/demo',
      fresh: 600,
      cosigners: () => demoPolicy(folder, readEnv('start', { PARTY_PORTS }).PARTY_PORTS),
      authorities: async () => [],
    })
    const said = await refusal({ PARTY_PORTS: others })
    assert.match(said, new RegExp(`Port ${busy} is in use .* stands in ${join(folder, 'trust.json')}\\. Only npm run reset`))
  } finally {
    server.close()
    await rm(join(folder, 'trust.json'), { force: true })
  }
})

test('everything wrong with the environment is said at once, by name', async () => {
  const said = await refusal({ WEB_PORT: 'three', DATABASE_URL: 'mysql://here' })
  assert.match(said, /WEB_PORT/)
  assert.match(said, /DATABASE_URL/)
})

test('a database that does not answer is said in a sentence', async () => {
  assert.match(
    await refusal({ DATABASE_URL: `postgres://nobody@127.0.0.1:${await freePort()}/none` }),
    /DATABASE_URL does not answer .* Start it, or leave DATABASE_URL out/,
  )
})

const separated = unprivileged('nobody')
test('what web and gateway run as cannot read the keys', {
  skip: separated ? false : 'not separated: only root can drop to another user',
}, async () => {
  const secrets = join(folder, 'keys')
  await readSecrets(secrets)
  await makeLogKeys(secrets)
  await chmod(secrets, 0o755) // so that the files must defend themselves
  for (const file of ['log-keys.json', 'start.json']) {
    const read = new Promise<string>((resolve) => {
      execFile('cat', [join(secrets, file)], { ...separated }, (_, __, stderr) => resolve(stderr))
    })
    assert.match(await read, /Permission denied/)
  }
})

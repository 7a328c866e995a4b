import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { freePort, unprivileged } from '#lib/db/embedded.ts'
import { childEnv } from '#lib/env.ts'
import { makeLogKeys } from '#lib/ledger/keys.ts'
import { readSecrets } from './start/secrets.ts'

let folder: string
let ports: Record<string, string>
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sightline-start-'))
  await chmod(folder, 0o755)
  ports = { WEB_PORT: String(await freePort()), GATEWAY_PORT: String(await freePort()), IDENTITY_PROVIDER_PORT: String(await freePort()) }
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

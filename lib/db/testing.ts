import { createHash, randomBytes } from 'node:crypto'
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { env } from '#lib/env.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded.ts'
import { migrate } from './migrate.ts'
import { type DatabaseUrls, PROCESSES, prepareRoles } from './roles.ts'

export type TestDatabase = {
  readonly ownerUrl: string
  readonly urls: DatabaseUrls
  close(): Promise<void>
}

/**
 * A migrated database of its own for one test file, with the processes' log-ins, on a real PostgreSQL: the server named by
 * `TEST_DATABASE_URL`, which the test command starts, or else one started for this file. Close it in `after`.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const server = await testServer()
  const name = `test_${randomBytes(6).toString('hex')}`
  await asAdmin(server.url, async (admin) => {
    const template = await migratedTemplate(admin, server.url)
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`)
  })
  const ownerUrl = databaseUrl(server.url, name)
  const urls = await prepareRoles(ownerUrl, () => 'only-for-tests', { timeZone: 'Europe/Tallinn', childUntilAge: 18 })
  return {
    ownerUrl,
    urls,
    async close() {
      await asAdmin(server.url, async (admin) => {
        await admin.query(`DROP DATABASE ${name} WITH (FORCE)`)
        for (const role of PROCESSES) await admin.query(`DROP ROLE ${name}_${role}`)
      })
      await server.stop()
    },
  }
}

async function testServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const given = env('test').TEST_DATABASE_URL
  if (given) return { url: given, stop: async () => {} }
  const folder = await mkdtemp(join(tmpdir(), 'sightline-test-'))
  await chmod(folder, 0o755)
  const server: EmbeddedPostgres = await startEmbeddedPostgres(join(folder, 'postgres'), randomBytes(16).toString('hex'))
  return {
    url: server.url,
    async stop() {
      await server.stop()
      await rm(folder, { recursive: true })
    },
  }
}

/** The one server of a whole run: the template is made once, and every test file that is told its address finds it. */
export async function withTestServer(work: (url: string) => Promise<void>): Promise<void> {
  const server = await testServer()
  try {
    await asAdmin(server.url, async (admin) => void (await migratedTemplate(admin, server.url)))
    await work(server.url)
  } finally {
    await server.stop()
  }
}

async function migratedTemplate(admin: Client, url: string): Promise<string> {
  const digest = createHash('sha256')
  for (const file of (await readdir('prisma/migrations', { recursive: true })).sort())
    if (file.endsWith('.sql')) digest.update(await readFile(join('prisma/migrations', file)))
  const name = `sightline_template_${digest.digest('hex').slice(0, 12)}`
  await admin.query(`SELECT pg_advisory_lock(hashtext('sightline template'))`)
  try {
    const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1 AND datistemplate', [name])
    if (rowCount === 0) {
      await admin.query(`DROP DATABASE IF EXISTS ${name}`)
      await admin.query(`CREATE DATABASE ${name}`)
      await migrate(databaseUrl(url, name))
      await admin.query(`ALTER DATABASE ${name} IS_TEMPLATE true`)
    }
    return name
  } finally {
    await admin.query(`SELECT pg_advisory_unlock(hashtext('sightline template'))`)
  }
}

async function asAdmin(url: string, work: (admin: Client) => Promise<void>): Promise<void> {
  const admin = new Client({ connectionString: url })
  await admin.connect()
  try {
    await work(admin)
  } finally {
    await admin.end()
  }
}

function databaseUrl(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

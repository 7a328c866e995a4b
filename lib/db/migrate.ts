import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg'
import { Logger, runMigrations } from 'graphile-worker'
import { createPool } from './pool.ts'

const MIGRATIONS = resolve('prisma/migrations')

let loaded: Promise<void> | undefined

/** Prisma's own migration engine as WebAssembly: its command line would download a binary instead. */
function loadEngine(): Promise<void> {
  loaded ??= (async () => {
    const file = createRequire(import.meta.url)
      .resolve('@prisma/schema-engine-wasm/schema_engine_bg')
      .replace(/\.js$/, '.wasm')
    const { instance } = await WebAssembly.instantiate(await readFile(file), {
      './schema_engine_bg.js': engine as WebAssembly.ModuleImports,
    })
    engine.__wbg_set_wasm(instance.exports)
    ;(instance.exports.__wbindgen_start as () => void)()
  })()
  return loaded
}

/**
 * Applies the migrations of `prisma/migrations` that the database lacks; the names of those applied. `_prisma_migrations` keeps count, so one
 * that was released is never edited: who has it would stay without the change.
 */
export async function migrate(ownerUrl: string): Promise<string[]> {
  await loadEngine()
  const pool = createPool(ownerUrl, { max: 2 })
  await pool.query('SELECT').catch(async (cause: Error) => {
    await pool.end()
    throw new Error(`The database of DATABASE_URL does not answer: ${cause.message}`, { cause })
  })
  await runMigrations({ pgPool: pool, logger: new Logger(() => () => {}) }) // the tables of the jobs, which ours refer to
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg(pool))
  const session = await engine.SchemaEngine.new({ datamodels: undefined }, () => {}, adapter)
  try {
    const { appliedMigrationNames } = await session.applyMigrations({
      migrationsList: {
        baseDir: MIGRATIONS,
        lockfile: { path: 'migration_lock.toml', content: await readFile(join(MIGRATIONS, 'migration_lock.toml'), 'utf8') },
        shadowDbInitScript: '',
        migrationDirectories: await Promise.all(
          (await migrationNames()).map(async (path) => ({
            path,
            migrationFile: {
              path: 'migration.sql',
              content: { tag: 'ok' as const, value: await readFile(join(MIGRATIONS, path, 'migration.sql'), 'utf8') },
            },
          })),
        ),
      },
      filters: { externalTables: [], externalEnums: [] },
    })
    return appliedMigrationNames
  } finally {
    session.free()
    await pool.end()
  }
}

async function migrationNames(): Promise<string[]> {
  const entries = await readdir(MIGRATIONS, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
}

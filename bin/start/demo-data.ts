import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from '#lib/db/pool.ts'
import { DEMO_RECORD_SYSTEMS } from '#lib/event/demo/record-systems.ts'
import { registerRecordSystem } from '#lib/server/record-systems.ts'
import type { Children } from './children.ts'

const SEALED_MS = 60_000

export async function registerDemoSystems(owner: Pool): Promise<void> {
  for (const { register: _, shape: __, ...system } of DEMO_RECORD_SYSTEMS) await registerRecordSystem(owner, { ...system, active: true })
}

/** Resolves when all of it is sealed, or after a minute: a time stamp soon after the start then covers it. */
export async function sendDemoData(children: Children, environment: NodeJS.ProcessEnv, owner: Pool): Promise<void> {
  await children.run(['bin/demo-data.ts'], environment)
  for (const deadline = Date.now() + SEALED_MS; Date.now() < deadline; await sleep(500)) {
    const { rowCount } = await owner.query('SELECT FROM pending LIMIT 1')
    if (rowCount === 0) return
  }
}

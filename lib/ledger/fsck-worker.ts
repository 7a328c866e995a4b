import { parentPort, workerData } from 'node:worker_threads'
import { connect } from '#lib/db/pool.ts'
import { checkContents } from './fsck-contents.ts'
import type { Part } from './fsck-parts.ts'
import { checkAccepted, checkPatients } from './fsck-rows.ts'

/** A thread of fsck: sees the snapshot that the first one sees, over a connection of its own, and hands over each difference. */

const { part, databaseUrl, snapshot, vrf } = workerData as Part
const report = (finding: string) => parentPort?.postMessage(finding)
const client = await connect(databaseUrl)
try {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  await client.query(`SET TRANSACTION SNAPSHOT '${snapshot}'`)
  if (part === 'patients') await checkPatients(client, vrf, report)
  else {
    await checkContents(client, report)
    await checkAccepted(client, report)
  }
} finally {
  await client.end()
}

import { parentPort, workerData } from 'node:worker_threads'
import { connect } from '#lib/db/pool.ts'
import { checkContents } from './fsck-contents.ts'
import { checkFiles } from './fsck-files.ts'
import type { Part } from './fsck-parts.ts'
import { checkAccepted, checkPatients } from './fsck-rows.ts'
import { LogFiles } from './log-files.ts'

/** A thread of fsck, which hands over each difference; one that reads rows sees the snapshot that the first one sees. */

const task = workerData as Part
const report = (finding: string) => parentPort?.postMessage(finding)
if (task.part === 'files') await checkFiles(new LogFiles(task.folder), task, report)
else {
  const client = await connect(task.databaseUrl)
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    await client.query(`SET TRANSACTION SNAPSHOT '${task.snapshot}'`)
    if (task.part === 'patients') await checkPatients(client, task.vrf, report)
    else {
      await checkContents(client, report)
      await checkAccepted(client, report)
    }
  } finally {
    await client.end()
  }
}

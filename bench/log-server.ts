import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { LogFiles } from '#lib/ledger/log-files.ts'
import { listening } from '#lib/monitor/testing.ts'

/** A thread that serves a log's files, and its labels, to whoever audits it in another. */
const files = new LogFiles(join(workerData, 'log'))
const server = createServer(async ({ url = '' }, response) => {
  response.end(url === '/log/checkpoint' ? (await files.checkpoints.newest())?.bytes : await readFile(join(workerData, url)))
})
parentPort?.postMessage(await listening(server))

import { parseArgs } from 'node:util'
import { holdFolder } from '#lib/monitor/alone.ts'
import { cosignerKeys } from '#lib/monitor/keys.ts'
import { watchedLogs } from '#lib/monitor/logs.ts'
import { Witness } from '#lib/monitor/witness.ts'
import { witnessServer } from '#lib/monitor/witness-server.ts'
import { printVkey } from '#lib/tlog/note.ts'
import { usage } from './monitor/arguments.ts'
import { endWith, listenAt, sayError } from './monitor/listening.ts'

const USAGE = `npm run witness -- --listen 127.0.0.1:4201 --state FOLDER --log VKEY [--log VKEY …] [--name witness.example/w1]
  --log    a key of a log; '--log "ORIGIN VKEY"' where the log signs under another name than its origin
  --name   the name that it cosigns under; otherwise the address that it listens on`

try {
  const { values } = parseArgs({
    options: { listen: { type: 'string' }, state: { type: 'string' }, log: { type: 'string', multiple: true }, name: { type: 'string' } },
  })
  if (!values.listen || !values.state || !values.log) throw usage(USAGE)
  const logs = watchedLogs(values.log)
  await holdFolder(values.state)
  const cosigners = await cosignerKeys(values.state, values.name ?? values.listen)
  const clock = () => Math.floor(Date.now() / 1000)
  const witness = await Witness.open({ folder: values.state, cosigners, logs, clock })
  const server = witnessServer(witness, sayError)
  await listenAt(server, values.listen, USAGE)
  for (const { vkey } of cosigners) console.log(printVkey(vkey))
  console.log(`Witnessing ${logs.map(({ origin }) => origin).join(', ')} at http://${values.listen}`)
  endWith(server)
} catch (error) {
  sayError(error)
  process.exit(2)
}

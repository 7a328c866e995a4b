import { parseArgs } from 'node:util'
import { holdFolder } from '#lib/monitor/alone.ts'
import { authorityCertificate, authorityServer } from '#lib/monitor/time-stamping-authority.ts'
import { usage } from './monitor/arguments.ts'
import { endWith, listenAt, sayError } from './monitor/listening.ts'

const USAGE = 'node bin/authority.ts --listen 127.0.0.1:4205 --state FOLDER [--name NAME]'

try {
  const { values } = parseArgs({ options: { listen: { type: 'string' }, state: { type: 'string' }, name: { type: 'string' } } })
  if (!values.listen || !values.state) throw usage(USAGE)
  await holdFolder(values.state)
  await authorityCertificate(values.state, values.name ?? values.listen)
  const server = authorityServer(values.state, sayError)
  await listenAt(server, values.listen, USAGE)
  console.log(`Stamping at http://${values.listen}`)
  endWith(server)
} catch (error) {
  sayError(error)
  process.exit(2)
}

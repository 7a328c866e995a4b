import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** A time-stamping authority for demonstrations and tests: `openssl ts`, which is a real one, behind HTTP (RFC 3161, section 3.4). */

const run = promisify(execFile)
const QUERY = 'application/timestamp-query'
const REPLY = 'application/timestamp-reply'
const LONGEST_QUERY = 4096
const REPLY_MS = 10_000
const DAYS = '3650'

/** Whether this machine can have one. */
export async function hasOpenssl(): Promise<boolean> {
  return run('openssl', ['version']).then(
    () => true,
    () => false,
  )
}

/** Key and certificate in `folder`, made where there are none. @returns the certificate's DER bytes. */
export async function authorityCertificate(folder: string, name: string): Promise<Uint8Array> {
  const [key, certificate, configuration] = ['tsa.key', 'tsa.crt', 'tsa.cnf'].map((file) => join(folder, file)) as [string, string, string]
  if (!existsSync(certificate)) {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeFile(configuration, configurationOf(folder, name))
    await writeFile(join(folder, 'serial'), '01\n')
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
    await run('openssl', ['req', '-x509', ...curve, '-config', configuration, '-days', DAYS, '-keyout', key, '-out', `${certificate}.new`])
    await chmod(key, 0o600)
    await run('openssl', ['x509', '-in', `${certificate}.new`, '-out', certificate])
  }
  const pem = await readFile(certificate, 'utf8')
  return new Uint8Array(Buffer.from(pem.replaceAll(/-----.*-----|\s/g, ''), 'base64'))
}

/** Answers queries; the caller lets it listen. `authorityCertificate` was there before. */
export function authorityServer(folder: string, say: (error: unknown) => void): Server {
  let turn: Promise<unknown> = Promise.resolve() // openssl keeps the last serial number in a file, so one after the other
  return createServer(async (request, response) => {
    if (request.method !== 'POST' || request.headers['content-type'] !== QUERY) return void response.writeHead(400).end()
    try {
      const chunks: Buffer[] = []
      for await (const chunk of request) if (chunks.push(chunk as Buffer) && Buffer.concat(chunks).length > LONGEST_QUERY) break
      const query = Buffer.concat(chunks)
      if (query.length > LONGEST_QUERY) return void response.writeHead(413).end()
      const reply = turn.then(() => replyTo(folder, query))
      turn = reply.catch(() => {})
      response.writeHead(200, { 'content-type': REPLY }).end(await reply)
    } catch (error) {
      say(error)
      if (!response.headersSent) response.writeHead(500).end()
    }
  })
}

async function replyTo(folder: string, query: Buffer): Promise<Buffer> {
  const file = join(folder, `query-${randomBytes(6).toString('hex')}`)
  try {
    await writeFile(file, query)
    const args = ['ts', '-reply', '-config', join(folder, 'tsa.cnf'), '-queryfile', file, '-out', `${file}.reply`]
    await run('openssl', args, { timeout: REPLY_MS })
    return await readFile(`${file}.reply`)
  } finally {
    await rm(file, { force: true })
    await rm(`${file}.reply`, { force: true })
  }
}

function configurationOf(folder: string, name: string): string {
  return `[ req ]
prompt = no
distinguished_name = name
x509_extensions = extensions
[ name ]
CN = ${name}
[ extensions ]
basicConstraints = critical,CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[ tsa ]
default_tsa = authority
[ authority ]
serial = ${folder}/serial
signer_cert = ${folder}/tsa.crt
signer_key = ${folder}/tsa.key
signer_digest = sha256
default_policy = 1.3.6.1.4.1.99999.1
digests = sha256
accuracy = secs:1
ordering = yes
tsa_name = no
ess_cert_id_alg = sha256
`
}

import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import type { Pool } from '#lib/db/pool.ts'
import { manifestHash, printManifest } from '#lib/history/release.ts'
import { proposeRelease, RELEASE_FILE } from '#lib/ledger/releases.ts'
import { contentSecurityPolicy } from '#lib/server/content-security-policy.ts'
import { VERIFIER_FILE } from '#lib/server/verifier-file.ts'

type Build = {
  /** Where `next build` put the pages. */
  readonly distDir: string
  readonly trustFile: string
  readonly addresses: Parameters<typeof contentSecurityPolicy>[0]
}

/** Writes the manifest of what a build serves beside it, and has it sealed into the log. A build that was released before is not released again. */
export async function release({ distDir, trustFile, addresses }: Build, owner: Pool): Promise<string> {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
  const text = printManifest({ version, csp: contentSecurityPolicy(addresses), files: servedFiles(distDir, trustFile) })
  const file = join(distDir, RELEASE_FILE)
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) await writeFile(file, text)
  const hash = manifestHash(text)
  await proposeRelease(owner, hash)
  return Buffer.from(hash).toString('hex')
}

/** Each file that is the same for everybody, by its path on the server. */
function servedFiles(distDir: string, trustFile: string): Map<string, string> {
  const folder = join(distDir, 'static')
  const files = globSync('**/*', { cwd: folder, withFileTypes: true }).filter((entry) => entry.isFile())
  const built = files.map(({ parentPath, name }): [string, string] => {
    const path = join(parentPath, name)
    return [`/_next/static/${path.slice(folder.length + 1).replaceAll(sep, '/')}`, path]
  })
  const others = [
    ['/icon.svg', join('app', 'icon.svg')],
    ['/manifest.webmanifest', join('app', 'manifest.webmanifest')],
    ['/alerts-worker.js', join('public', 'alerts-worker.js')],
    ['/trust.json', trustFile],
    [`/${VERIFIER_FILE}`, join(distDir, VERIFIER_FILE)],
  ] as const
  return new Map([...built, ...others.filter(([, file]) => existsSync(file))].map(([path, file]) => [path, digestOf(file)]))
}

function digestOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex')
}

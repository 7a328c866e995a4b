import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { VERIFIER_FILE } from '#lib/server/verifier-file.ts'
import { verifierHtml } from '../build-verifier/html.ts'
import type { Children } from './children.ts'

const INPUTS = [
  'app/**/*',
  'bin/build-verifier/*',
  'components/**/*',
  'lib/**/*',
  'messages/*',
  'prisma/schema.prisma',
  'package-lock.json',
  'next.config.js',
  'postcss.config.js',
  'proxy.ts',
  'tsconfig.json',
]

/** Builds the pages, and beside them the verifier as a single file, unless the build at hand was made from these very files and this trust file. True when it built. */
export async function buildPages(children: Children, distDir: string, trustFile: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  const digest = createHash('sha256').update(readFileSync(trustFile))
  for (const file of globSync(INPUTS).sort())
    if (/\.(tsx?|js|json|webmanifest|css|svg|prisma)$/.test(file) && !/\.test\.tsx?$/.test(file) && statSync(file).isFile())
      digest.update(file).update(readFileSync(file))
  const inputs = digest.digest('hex')
  const stamp = join(distDir, 'sightline-inputs')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs) return false
  rmSync(stamp, { force: true })
  const said = await children.run([join('node_modules', 'next', 'dist', 'bin', 'next'), 'build'], env).catch((cause: Error) => {
    throw new Error(`The pages could not be built:\n${cause.message}`, { cause })
  })
  if (/warn/i.test(said)) process.stderr.write(said)
  writeFileSync(join(distDir, VERIFIER_FILE), await verifierHtml('.', readFileSync(trustFile, 'utf8')))
  writeFileSync(stamp, inputs)
  return true
}

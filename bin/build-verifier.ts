import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { env } from '#lib/env.ts'
import { VERIFIER_FILE } from '#lib/server/verifier-file.ts'
import { verifierHtml } from './build-verifier/html.ts'

// Usage: npm run build-verifier                                   beside the pages, where the web server looks for it
//        npm run build-verifier -- --trust FILE --out FILE        anywhere, for a trust file that one has
const { values } = parseArgs({ options: { trust: { type: 'string' }, out: { type: 'string' } } })
const { TRUST_FILE, NEXT_DIST_DIR } = env('verifier')
const html = await verifierHtml('.', readFileSync(values.trust ?? TRUST_FILE, 'utf8'))
const out = values.out ?? join(NEXT_DIST_DIR, VERIFIER_FILE)
mkdirSync(dirname(out), { recursive: true })
writeFileSync(out, html)
console.log(`${createHash('sha256').update(html).digest('hex')}  ${out}  (${html.length} bytes)`)

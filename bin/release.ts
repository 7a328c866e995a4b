import { env } from '#lib/env.ts'
import { asOwner, readOwnerUrl } from './start/owner-url.ts'
import { release } from './start/release.ts'

// Usage: npm run release, after `next build` and in the environment of the web server: has the build's manifest sealed into the log.
const settings = env('web')
const build = { distDir: settings.NEXT_DIST_DIR, trustFile: settings.TRUST_FILE, addresses: settings }
console.log(`Release ${await asOwner(await readOwnerUrl(), (owner) => release(build, owner))} is sealed with the next tree.`)

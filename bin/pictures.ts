import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { env, inheritedEnv } from '#lib/env.ts'
import { contactSheet, PICTURE } from './pictures/contact-sheet.ts'
import { findChromium } from './test/chromium.ts'
import { startProduct } from './test/product.ts'

/** Pictures of every page and state for people to look at: `npm run pictures -- FOLDER`, by default `pictures/`. Older ones there go. */
const folder = resolve(process.argv[2] ?? 'pictures')

await mkdir(folder, { recursive: true })
for (const file of await readdir(folder)) if (PICTURE.test(file)) await rm(join(folder, file))
const CHROMIUM_PATH = findChromium(env('test').CHROMIUM_PATH)
const product = await startProduct()
try {
  const child = spawn(join('node_modules', '.bin', 'playwright'), ['test', '--config', 'e2e/pictures.config.ts'], {
    env: inheritedEnv({ ...product.env, CHROMIUM_PATH, PICTURES_DIR: folder }),
    stdio: 'inherit',
  })
  const [code] = await once(child, 'exit')
  process.exitCode = code ?? 1
} finally {
  await product.stop()
}
await writeFile(join(folder, 'index.html'), contactSheet((await readdir(folder)).filter((file) => PICTURE.test(file))))
console.log(`The pictures: ${join(folder, 'index.html')}`)
process.exit()

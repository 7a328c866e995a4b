import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { env, inheritedEnv } from '#lib/env.ts'
import { findChromium } from './test/chromium.ts'
import { startProduct } from './test/product.ts'

/** Pictures of every page and state for people to look at: `npm run pictures -- FOLDER`, by default `pictures/`. Older ones there go. */
const folder = resolve(process.argv[2] ?? 'pictures')
const NAME = /^(.+)\.(\d+)\.(light|dark)\.png$/

await mkdir(folder, { recursive: true })
for (const file of await readdir(folder)) if (NAME.test(file)) await rm(join(folder, file))
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
await writeFile(join(folder, 'index.html'), contactSheet((await readdir(folder)).filter((file) => NAME.test(file))))
console.log(`The pictures: ${join(folder, 'index.html')}`)
process.exit()

/** One line of pictures for each page, its narrowest first. */
function contactSheet(files: readonly string[]): string {
  const pages = Object.groupBy(files.toSorted(byWidth), (file) => NAME.exec(file)?.[1] ?? '')
  const lines = Object.entries(pages).map(
    ([page, ofPage = []]) =>
      `<h2>${page}</h2><div>${ofPage.map((file) => `<a href="${file}"><img src="${file}" alt="${file}" loading="lazy"></a>`).join('')}</div>`,
  )
  const style = 'body{font:16px system-ui;background:#888}div{display:flex;gap:1rem;overflow:auto}img{height:40rem}'
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Pictures</title><style>${style}</style>${lines.join('\n')}</html>\n`
}

function byWidth(one: string, other: string): number {
  const [a, b] = [one, other].map((file) => Number(NAME.exec(file)?.[2]))
  return (a ?? 0) - (b ?? 0) || one.localeCompare(other)
}

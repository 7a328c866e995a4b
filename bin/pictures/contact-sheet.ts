/** A picture's file: `long-history.320.dark.png`. */
export const PICTURE = /^(.+)\.(\d+)\.(light|dark)\.png$/

/** A page that shows all the pictures: a line for each page, its narrowest first. */
export function contactSheet(files: readonly string[]): string {
  const pages = Object.groupBy(files.toSorted(byWidth), (file) => PICTURE.exec(file)?.[1] ?? '')
  const lines = Object.entries(pages).map(
    ([page, ofPage = []]) =>
      `<h2>${page}</h2><div>${ofPage.map((file) => `<a href="${file}"><img src="${file}" alt="${file}" loading="lazy"></a>`).join('')}</div>`,
  )
  const style = 'body{font:16px system-ui;background:#888}div{display:flex;gap:1rem;overflow:auto}img{height:40rem}'
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Pictures</title><style>${style}</style>${lines.join('\n')}</html>\n`
}

function byWidth(one: string, other: string): number {
  const [a = 0, b = 0] = [one, other].map((file) => Number(PICTURE.exec(file)?.[2]))
  return a - b || one.localeCompare(other)
}

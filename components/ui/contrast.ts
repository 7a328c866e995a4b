/** Relative luminance of a colour, WCAG 2.2; `#rgb`, `#rrggbb` or what a browser computes, `rgb(r, g, b)`. */
function luminance(colour: string): number {
  const short = /^#([\da-f])([\da-f])([\da-f])$/i.exec(colour)
  const hex = short ? `#${[1, 2, 3].map((i) => `${short[i]}${short[i]}`).join('')}` : colour
  const parts = hex.startsWith('#')
    ? [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
    : [...hex.matchAll(/[\d.]+/g)].slice(0, 3).map(([part]) => Number(part))
  if (parts.length !== 3 || parts.some(Number.isNaN)) throw new RangeError(`${colour} is no colour`)
  const [red = 0, green = 0, blue = 0] = parts.map((part) => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Contrast of two colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

/** Which colours of app/globals.css stand on which, and the least contrast that they must have. */
export const PAIRS: readonly (readonly [fore: string, back: string, least: number])[] = [
  ...['paper', 'surface', 'raised'].flatMap((back) => ['ink', 'muted', 'accent'].map((fore) => [fore, back, 6.9] as const)),
  ...['ok', 'wait', 'warn', 'bad', 'grey'].flatMap((tone) => [[tone, 'surface', 6.9] as const, [tone, `${tone}-tint`, 6.9] as const]),
  ['accent', 'tint', 6.9],
  ['ink', 'tint', 6.9],
  ['muted', 'tint', 6],
  ['accent-ink', 'accent', 6.9],
  ['edge', 'paper', 3],
  ['edge', 'surface', 3],
]

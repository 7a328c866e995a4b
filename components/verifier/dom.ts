import type { Verdict } from '#lib/verify/types.ts'
import type { Part } from './icu.ts'

/** Elements made one by one, with text that is never read as markup. */
type Child = Node | string | undefined

export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  properties: Partial<HTMLElementTagNameMap[K]> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = Object.assign(document.createElement(name), properties)
  made.append(...children.filter((child) => child !== undefined))
  return made
}

/** A message: what it marks as `<b>` is bold, and any other tag is only its words. */
export function words(parts: readonly Part[]): (Node | string)[] {
  return parts.flatMap((part) => {
    if (typeof part === 'string') return [part]
    return part.tag === 'b' ? [element('b', {}, ...words(part.parts))] : words(part.parts)
  })
}

// As in ui/icon.tsx, which needs React.
const ICONS = {
  verified: 'M4.5 12.5l5 5 10-11',
  waiting: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2',
  unchecked: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM9.7 9.6a2.4 2.4 0 1 1 3.7 2c-.9.6-1.4 1.1-1.4 2M12 16.5h.01',
  mismatch: 'M12 8.5v4.5M12 16.5h.01M8.2 2.8h7.6l5.4 5.4v7.6l-5.4 5.4H8.2l-5.4-5.4V8.2z',
} as const satisfies Record<Verdict, string>

const SVG = 'http://www.w3.org/2000/svg'

export function icon(name: keyof typeof ICONS): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  const path = document.createElementNS(SVG, 'path')
  path.setAttribute('d', ICONS[name])
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  svg.append(path)
  return svg
}

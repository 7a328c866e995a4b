'use client'

import { usePathname } from 'next/navigation'

type Props = { readonly label: string; readonly links: readonly (readonly [href: string, name: string])[] }

/** Where staff work; the page that one is on is said to be it. */
export function SupportNav({ label, links }: Props) {
  const path = usePathname()
  return (
    <nav aria-label={label} className="border-b border-line bg-raised print:hidden">
      <ul className="mx-auto flex w-full max-w-6xl flex-wrap gap-x-6 px-4 sm:px-6">
        {links.map(([href, name]) => (
          <li key={href}>
            <a
              href={href}
              aria-current={path === href ? 'page' : undefined}
              className="inline-flex min-h-11 items-center border-b-3 border-transparent font-semibold no-underline hover:underline aria-[current]:border-accent aria-[current]:text-ink"
            >
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

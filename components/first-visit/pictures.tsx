import type { ReactNode } from 'react'

/** The steps of a first visit, drawn; each says nothing that its words do not. */
export const PICTURES = { what: Record, checked: Browser, limits: Keyboard }

function Picture({ children }: { readonly children: ReactNode }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 96 72"
      fill="none"
      strokeWidth="3"
      strokeLinecap="round"
      strokeLinejoin="round"
      className="w-14 shrink-0 stroke-edge md:w-28"
    >
      {children}
    </svg>
  )
}

/** A record, an eye that looks at it, and the line that it leaves on the list. */
function Record() {
  return (
    <Picture>
      <rect x="4" y="6" width="38" height="60" rx="5" className="fill-tint stroke-accent" />
      <path d="M23 17v12M17 23h12" className="stroke-accent" />
      <path d="M13 40h20M13 48h20M13 56h12" />
      <path d="M52 20c5-8 10-11 17-11s12 3 17 11c-5 8-10 11-17 11s-12-3-17-11z" className="fill-surface stroke-ink" />
      <circle cx="69" cy="20" r="4" className="fill-ink stroke-ink" />
      <path d="M69 37v9m-4-4 4 4 4-4" />
      <rect x="52" y="52" width="36" height="14" rx="4" className="fill-ok-tint stroke-ok" />
      <path d="M59 59h16" className="stroke-ok" />
    </Picture>
  )
}

/** A browser whose lines hang together, each with its check. */
function Browser() {
  return (
    <Picture>
      <rect x="6" y="5" width="84" height="62" rx="6" className="fill-surface" />
      <path d="M6 18h84" />
      <path d="M14 11.500h.01M21 11.500h.01M28 11.500h.01" />
      {[29, 43, 57].map((y) => (
        <g key={y}>
          <rect x="16" y={y - 5} width="40" height="10" rx="3" className="fill-tint stroke-accent" />
          <path d={`m68 ${y} 4 4 8-9`} className="stroke-ok" strokeWidth="4" />
        </g>
      ))}
      <path d="M36 34v4M36 48v4" className="stroke-accent" />
    </Picture>
  )
}

/** A keyboard, and somebody behind it whom nobody can see. */
function Keyboard() {
  return (
    <Picture>
      <path d="M34 38c1-8 6-12 14-12s13 4 14 12" strokeDasharray="1 6" />
      <circle cx="48" cy="14" r="9" strokeDasharray="1 6" />
      <path d="M45 12.500a3 3 0 1 1 4.500 2.500c-1 .6-1.500 1.200-1.500 2.200M48 20.500h.01" className="stroke-warn" strokeWidth="2.500" />
      <rect x="8" y="42" width="80" height="25" rx="5" className="fill-warn-tint stroke-warn" />
      <path d="M19 50h.01M31 50h.01M43 50h.01M55 50h.01M67 50h.01M78 50h.01M30 59h36" className="stroke-warn" />
    </Picture>
  )
}

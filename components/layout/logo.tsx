export function Logo() {
  return (
    <span className="inline-flex items-center gap-2 text-lg font-bold text-ink">
      <svg aria-hidden="true" viewBox="0 0 26 26" className="size-7" fill="none" stroke="currentColor" strokeWidth="2">
        <path d="M2 13c3.5-6 7.2-8.5 11-8.5S20.5 7 24 13c-3.5 6-7.2 8.5-11 8.5S5.5 19 2 13z" />
        <path d="m8.8 13 3 3 5.5-6" className="stroke-accent" strokeWidth="2.6" strokeLinecap="round" strokeLinejoin="round" />
      </svg>
      Sightline
    </span>
  )
}

'use client'

import type { ReactNode } from 'react'
import { useVisitOfPage } from './of-visit.tsx'

type Props = {
  readonly name: string
  readonly fields?: Readonly<Record<string, string>>
  readonly className?: string
  readonly children: ReactNode
}

/** A form that makes one change of the alerts; it works without JavaScript. */
export function Change({ name, fields = {}, className, children }: Props) {
  const visit = useVisitOfPage()
  return (
    <form method="post" action={`/api/me/alerts/${name}`} className={className}>
      {visit !== undefined && <input type="hidden" name="visit" value={visit} />}
      {Object.entries(fields).map(([field, value]) => (
        <input key={field} type="hidden" name={field} value={value} />
      ))}
      {children}
    </form>
  )
}

'use client'

import type { ReactNode } from 'react'
import { VisitForm } from '#components/layout/visit-form.tsx'
import { useVisitOfPage } from './of-visit.tsx'

type Props = {
  readonly name: string
  readonly fields?: Readonly<Record<string, string>>
  readonly className?: string
  readonly children: ReactNode
}

/** A form that makes one change of the alerts. */
export function Change({ name, fields = {}, className, children }: Props) {
  const visit = useVisitOfPage()
  return (
    <VisitForm action={`/api/me/alerts/${name}`} visit={visit} className={className}>
      {Object.entries(fields).map(([field, value]) => (
        <input key={field} type="hidden" name={field} value={value} />
      ))}
      {children}
    </VisitForm>
  )
}

import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { WithExit } from '#components/leave/exit-slot.tsx'
import { env } from '#lib/env.ts'

export const metadata: Metadata = { robots: { index: false } }

/** What every page that is about somebody has: the way out in a hurry. It protects nothing; each page asks who is calling. */
export default function PatientLayout({ children }: { readonly children: ReactNode }) {
  return <WithExit url={env('web').QUICK_EXIT_URL}>{children}</WithExit>
}

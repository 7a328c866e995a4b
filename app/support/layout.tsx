import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { SupportFrame } from '#components/support/frame.tsx'
import { env } from '#lib/env.ts'
import { forPage } from '#lib/server/problem.ts'
import { currentStaff } from '#lib/server/staff.ts'

export const metadata: Metadata = { robots: { index: false } }

/** The frame of the pages for staff. It protects nothing; each page asks who is calling. */
export default async function SupportLayout({ children }: { readonly children: ReactNode }) {
  const { OPERATOR_NAME, OPERATOR_CONTACT, DEMO_PARTIES } = env('web')
  const staff = await forPage(currentStaff)
  return (
    <SupportFrame
      operator={OPERATOR_NAME}
      contact={OPERATOR_CONTACT}
      demo={DEMO_PARTIES === 'yes'}
      staff={staff && { name: staff.name, role: staff.role }}
    >
      {children}
    </SupportFrame>
  )
}

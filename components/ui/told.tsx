import type { ReactNode } from 'react'

/** What the last form did, or why it did not. */
export function Told({ role, children }: { readonly role: 'status' | 'alert'; readonly children: ReactNode }) {
  const look = role === 'alert' ? 'bg-warn-tint text-warn' : 'bg-ok-tint text-ok'
  return (
    <div role={role} className={`my-4 max-w-prose rounded-xl border border-line p-4 font-semibold ${look}`}>
      {children}
    </div>
  )
}

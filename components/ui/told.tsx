import type { ReactNode } from 'react'

type Props = { readonly role: 'status' | 'alert'; readonly children: ReactNode; readonly className?: string }

/** What the last form did, or why it did not. */
export function Told({ role, children, className = 'my-4 max-w-prose' }: Props) {
  const look = role === 'alert' ? 'bg-warn-tint text-warn' : 'bg-ok-tint text-ok'
  return (
    <div role={role} tabIndex={-1} className={`rounded-xl border border-line p-4 font-semibold ${look} ${className}`}>
      {children}
    </div>
  )
}

type Either = { readonly done: string | undefined; readonly problem?: string | undefined; readonly className?: string }

/** One of the two, if there is one: a problem first. */
export function DoneOrProblem({ done, problem, ...more }: Either) {
  if (problem !== undefined)
    return (
      <Told role="alert" {...more}>
        {problem}
      </Told>
    )
  if (done === undefined) return null
  return (
    <Told role="status" {...more}>
      {done}
    </Told>
  )
}

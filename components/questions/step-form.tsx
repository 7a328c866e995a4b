import type { ReactNode } from 'react'
import { Told } from '#components/ui/told.tsx'

type Props = {
  /** Where the form is sent to. */
  readonly action: string
  /** For which session it was made: in another one it changes nothing. */
  readonly visit: string
  readonly problem?: string | undefined
  readonly files?: boolean
  readonly children: ReactNode
}

/** A form that makes one step; it works without JavaScript. */
export function StepForm({ action, visit, problem, files = false, children }: Props) {
  return (
    <form method="post" action={action} encType={files ? 'multipart/form-data' : undefined} className="grid gap-4">
      <input type="hidden" name="visit" value={visit} />
      {problem !== undefined && (
        <Told role="alert" className="">
          {problem}
        </Told>
      )}
      {children}
    </form>
  )
}

import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Choice } from '#components/ui/choice.tsx'

type Props = {
  readonly action: string
  /** The session that the page is made for: in another one the form changes nothing. */
  readonly visit: string
  readonly button: string
  readonly look?: 'primary' | 'secondary'
  /** What must be said to be meant, where something is lost or everybody is told. */
  readonly sure?: string
  readonly children?: ReactNode
}

/** A form that makes one step of staff’s work; it works without JavaScript. */
export function StaffForm({ action, visit, button, look = 'secondary', sure, children }: Props) {
  return (
    <form method="post" action={action} className="grid max-w-[66ch] gap-4">
      <input type="hidden" name="visit" value={visit} />
      {children}
      {sure !== undefined && <Choice type="checkbox" name="sure" value="yes" required label={sure} />}
      <div>
        <Button type="submit" look={look}>
          {button}
        </Button>
      </div>
    </form>
  )
}

import type { ReactNode } from 'react'

/** For `t.rich`: what stands on one line, such as a reference. */
export const keep = (text: ReactNode) => <span className="whitespace-nowrap">{text}</span>

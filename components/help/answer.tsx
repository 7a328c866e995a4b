import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Authority, type Body } from '#components/service/authority.tsx'
import { Phone } from '#components/service/reach.tsx'
import { ACKNOWLEDGE_WORKING_DAYS, PROVIDER_DAYS } from '#lib/dispute/clock.ts'
import { MOST_ENTRIES, REOPEN_DAYS } from '#lib/dispute/kinds.ts'
import type { Question } from './questions.ts'

export type Facts = {
  readonly operator: string
  readonly phone: string
  readonly hours?: string | undefined
  readonly exit: string
  readonly authority?: Body | undefined
}

const LINKS = {
  suspect: '#suspect',
  ask: '#ask',
  disagree: '#disagree',
  without: '#without',
  coverage: '/status#coverage',
  watchers: '/transparency',
  verify: '/verify',
  contact: '/contact',
  privacy: '/privacy',
  device: '/device',
} as const

/** What is answered, with ways to where it is done. */
export function Answer({ question, facts }: { readonly question: Question; readonly facts: Facts }) {
  const t = useTranslations('help')
  const links = Object.entries(LINKS).map(([tag, href]) => [tag, (text: ReactNode) => <a href={href}>{text}</a>] as const)
  return t.rich(`${question}.answer`, {
    ...(Object.fromEntries(links) as Record<keyof typeof LINKS, (text: ReactNode) => ReactNode>),
    p: (text) => <p className="mt-3">{text}</p>,
    phone: () => <Phone number={facts.phone} />,
    authority: () => <Authority body={facts.authority} />,
    operator: facts.operator,
    hours: facts.hours ?? 'none',
    exit: facts.exit,
    most: MOST_ENTRIES,
    acknowledge: ACKNOWLEDGE_WORKING_DAYS,
    provider: PROVIDER_DAYS,
    days: REOPEN_DAYS,
  })
}

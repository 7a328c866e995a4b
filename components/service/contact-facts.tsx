import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Email, Phone } from './reach.tsx'

type Props = {
  readonly phone: string
  readonly email?: string | undefined
  readonly hours?: string | undefined
  readonly address?: string | undefined
}

/** The ways to reach the operator; those that it has not named are left out. */
export function ContactFacts({ phone, email, hours, address }: Props) {
  const t = useTranslations('contact')
  const facts: readonly (readonly ['phone' | 'hours' | 'email' | 'address', ReactNode])[] = [
    ['phone', <Phone key="phone" number={phone} />],
    ['hours', hours],
    ['email', email && <Email key="email" address={email} />],
    ['address', address],
  ]
  return (
    <dl className="mt-6 grid gap-4 rounded-2xl border border-line bg-surface p-5 sm:p-6">
      {facts.map(([name, value]) =>
        value === undefined ? null : (
          <div key={name}>
            <dt className="text-muted">{t(name)}</dt>
            <dd className="text-lg font-semibold">{value}</dd>
          </div>
        ),
      )}
    </dl>
  )
}

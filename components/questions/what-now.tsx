import { useTranslations } from 'next-intl'
import { Card } from '#components/ui/card.tsx'
import { Icon } from '#components/ui/icon.tsx'
import type { StepName } from '#lib/dispute/machine.ts'

type Props = {
  readonly steps: readonly StepName[]
  /** The address of the question. */
  readonly path: string
  readonly packUrl: string
}

/** What the reader can do with a question besides adding to it. */
export function WhatNow({ steps, path, packUrl }: Props) {
  const t = useTranslations('questions.now')
  const links = (['reopen', 'escalate', 'withdraw'] as const).filter((step) => steps.includes(step))
  return (
    <Card title={t('title')}>
      <ul className="grid gap-3">
        {links.map((step) => (
          <li key={step}>
            <a href={`${path}/${step}`} className="inline-flex min-h-11 items-center font-semibold">
              {t(`${step}.link`)}
            </a>
            <p className="max-w-prose text-muted">{t(`${step}.text`)}</p>
          </li>
        ))}
        <li>
          <a href={packUrl} className="inline-flex min-h-11 items-center gap-2 font-semibold">
            <Icon name="download" />
            {t('pack.link')}
          </a>
          <p className="max-w-prose text-muted">{t('pack.text')}</p>
        </li>
      </ul>
    </Card>
  )
}

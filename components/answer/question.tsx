import { useFormatter, useTranslations } from 'next-intl'
import { type ReactNode, useId } from 'react'
import { Asked } from '#components/dispute/asked.tsx'
import { CheckedEntries } from '#components/support/checked-entries.tsx'
import { Icon } from '#components/ui/icon.tsx'
import type { OfficerCase } from '#lib/dispute/officer-view.ts'

/** What a privacy officer has to know to answer: what support asks, why, and which entries of their own organisation it is about. */
export function Question({ asked, logUrl }: { readonly asked: OfficerCase; readonly logUrl: string }) {
  const t = useTranslations('answer')
  const format = useFormatter()
  const { question, askedBy, askedAt, safeContact, person, entries } = asked
  return (
    <div className="grid gap-8">
      <Part title={t('question')}>
        <blockquote className="max-w-prose break-words whitespace-pre-line border-l-4 border-accent pl-4 text-lg">{question}</blockquote>
        <p className="mt-2 text-muted">{t('askedBy', { name: askedBy, day: format.dateTime(new Date(askedAt), { dateStyle: 'long' }) })}</p>
        <p className="mt-4 flex max-w-prose gap-2 rounded-xl border border-line bg-warn-tint p-4 font-semibold text-warn">
          <Icon name="alert" className="mt-0.5 size-5" />
          {safeContact ? `${t('safe')} ${t('contact')}` : t('contact')}
        </p>
      </Part>
      <Part title={t('entriesTitle')}>
        <p className="mb-3 max-w-prose text-muted">{t('entriesText')}</p>
        <CheckedEntries entries={entries} logUrl={logUrl} officer />
        <p className="mt-3">
          {t('person')}: <b className="break-all">{person}</b>
        </p>
      </Part>
      <Part title={t('why')}>
        <Asked view={{ ...asked, asker: 'patient', askerName: '', safeContact: false }} />
      </Part>
    </div>
  )
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="min-w-0">
      <h2 id={id} className="mb-3 text-xl">
        {title}
      </h2>
      {children}
    </section>
  )
}

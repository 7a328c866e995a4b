'use client'

import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { ReportEvidence } from '#components/proof/report-evidence.tsx'
import { Button } from '#components/ui/button.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { save } from '#components/ui/save.ts'
import type { Visit } from './use-visit.ts'

type Props = { readonly visit: Visit; readonly operator: string; readonly contact: string; readonly evidenceUrls: readonly string[] }

/** The only red thing there is: what it means, what happens now, whom to call, and the evidence. */
export function Mismatch({ visit: { report, session, again }, operator, contact, evidenceUrls }: Props) {
  const t = useTranslations('mismatch')
  const code = report?.code ?? 'malformed'
  const id = useId()
  const saveEvidence = async () => {
    const file = await session?.evidence()
    if (file) save(file)
  }
  return (
    <section role="alert" aria-labelledby={id} className="overflow-clip rounded-2xl border-2 border-bad bg-surface">
      <h2 id={id} className="flex items-center gap-3 bg-bad-tint px-4 py-4 text-xl text-bad sm:px-6">
        <Icon name="alert" className="size-8" />
        {t('title')}
      </h2>
      <div className="grid gap-5 px-4 py-5 sm:grid-cols-3 sm:gap-8 sm:px-6">
        <Part title={t('means')}>{t(`code.${code}`)}</Part>
        <Part title={t('now')}>{t('nowText')}</Part>
        <Part title={t('call')}>
          {t.rich('callText', {
            operator,
            phone: () => (
              <a href={`tel:${contact.replace(/[^+\d]/g, '')}`} className="font-semibold whitespace-nowrap">
                {contact}
              </a>
            ),
          })}
        </Part>
      </div>
      <div className="flex flex-wrap items-center gap-3 border-t border-line px-4 py-4 sm:px-6">
        {report?.hasEvidence && (
          <Button look="primary" onClick={saveEvidence}>
            <Icon name="download" />
            {t('evidence')}
          </Button>
        )}
        <Button onClick={again}>{t('again')}</Button>
        <p className="text-muted">{t('codeName', { code })}</p>
        {session && evidenceUrls.length > 0 && (code === 'forked' || code === 'inconsistent') && (
          <ReportEvidence urls={evidenceUrls} evidence={async () => (await session.evidence())?.text} />
        )}
      </div>
    </section>
  )
}

function Part({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <h3 className="mb-1 text-base">{title}</h3>
      <p>{children}</p>
    </div>
  )
}

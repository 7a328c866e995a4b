import { useTranslations } from 'next-intl'
import { Section } from '#components/public/section.tsx'
import { Instant } from '#components/timeline/clock.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { codeKey } from './words.ts'

type Checkpoint = { readonly note: string; readonly signed?: { readonly size: number; readonly root: string; readonly time: number } }

type Props = {
  readonly id: string
  readonly code: string
  readonly proved: boolean
  readonly hasEvidence: boolean
  readonly evidence?:
    | { readonly at: number; readonly pinned: Checkpoint; readonly shown: Checkpoint; readonly about: 'log' | 'history' }
    | undefined
}

/** What was reported, in words: both checkpoints, and what is wrong with them. */
export function EvidencePart({ id, code, proved, hasEvidence, evidence }: Props) {
  const t = useTranslations('incidents.evidence')
  const words = useTranslations('incidents')
  const claim = words(`code.${codeKey(code)}`)
  return (
    <Section title={t('title')} lead={proved ? claim : words('claimed', { claim })}>
      <p className="max-w-[66ch] font-semibold">{t(proved ? 'proved' : 'unproven')}</p>
      {!hasEvidence && <p className="mt-2 max-w-[66ch]">{t('notKept')}</p>}
      {evidence && (
        <>
          <p className="mt-2 max-w-[66ch]">
            {t(`about.${evidence.about}`)} {t.rich('found', { at: () => <Instant at={evidence.at * 1000} /> })}
          </p>
          <div className="mt-4 grid gap-5 lg:grid-cols-2">
            <CheckpointCard title={t('pinned')} checkpoint={evidence.pinned} />
            <CheckpointCard title={t('shown')} checkpoint={evidence.shown} />
          </div>
        </>
      )}
      {hasEvidence && (
        <ButtonLink href={`/api/support/incidents/${id}/evidence`} download="" className="mt-4">
          {t('download')}
        </ButtonLink>
      )}
    </Section>
  )
}

function CheckpointCard({ title, checkpoint: { note, signed } }: { readonly title: string; readonly checkpoint: Checkpoint }) {
  const t = useTranslations('incidents.evidence')
  return (
    <section aria-label={title} className="min-w-0 rounded-2xl border border-line bg-surface p-5">
      <h3 className="text-base">{title}</h3>
      {signed ? (
        <dl className="mt-2 grid gap-x-4 gap-y-1 sm:grid-cols-[max-content_minmax(0,1fr)]">
          <dt className="text-muted">{t('size')}</dt>
          <dd>{t('entries', { count: signed.size })}</dd>
          <dt className="text-muted">{t('root')}</dt>
          <dd className="break-all">
            <code>{signed.root}</code>
          </dd>
          <dt className="text-muted">{t('time')}</dt>
          <dd>
            <Instant at={signed.time * 1000} />
          </dd>
        </dl>
      ) : (
        <p className="mt-2">{t('unsigned')}</p>
      )}
      <Disclosure summary={t('note')}>
        <pre className="rounded-lg bg-raised p-3 text-sm break-all whitespace-pre-wrap">{note}</pre>
      </Disclosure>
    </section>
  )
}

import { useTranslations } from 'next-intl'
import { Asked } from '#components/dispute/asked.tsx'
import { OutcomeNow } from '#components/dispute/outcome.tsx'
import { Promises } from '#components/dispute/promises.tsx'
import { HolderNow } from '#components/dispute/status.tsx'
import { Thread } from '#components/dispute/thread.tsx'
import { Way } from '#components/dispute/way.tsx'
import { Card } from '#components/ui/card.tsx'
import type { OpenedCase } from '#lib/dispute/staff-view.ts'
import { CheckedEntries } from './checked-entries.tsx'
import { CaseFacts } from './facts.tsx'
import { Hints } from './hints.tsx'
import { Proofs } from './proofs.tsx'
import type { StepProps } from './step-form.tsx'
import { Steps } from './steps.tsx'

type Props = StepProps & { readonly logUrl: string }

/** A case: what the queue says of it, what is in it if it is open to the reader, and what they can do. */
export function Case({ logUrl, ...props }: Props) {
  const { shown } = props
  if (!shown.opened) return <Shut {...props} />
  const { opened } = shown
  return (
    <div className="mt-4 grid items-start gap-6 lg:grid-cols-2">
      <div className="grid min-w-0 gap-6">
        <CaseFacts {...shown} />
        <Read opened={opened} logUrl={logUrl} />
      </div>
      <div className="grid min-w-0 gap-6">
        <Happened opened={opened} id={shown.row.id} />
        <Steps {...props} />
      </div>
    </div>
  )
}

function Shut(props: StepProps) {
  const t = useTranslations('support.case.shut')
  const { shown } = props
  return (
    <div className="mt-4 grid items-start gap-6 lg:grid-cols-2">
      <CaseFacts {...shown} />
      <div className="grid gap-6">
        <section aria-labelledby="shut">
          <h2 id="shut" className="text-xl">
            {t('title')}
          </h2>
          <p className="mt-1 max-w-prose">{t(shown.me.role === 'supervisor' ? 'supervisor' : 'agent')}</p>
        </section>
        <Steps {...props} />
      </div>
    </div>
  )
}

function Read({ opened, logUrl }: { readonly opened: OpenedCase; readonly logUrl: string }) {
  const t = useTranslations('support.case')
  const { view, entries, hints, proofs, clocks } = opened
  return (
    <>
      <Hints hints={hints} />
      <Card title={t('asked')}>
        <p className="mb-2 font-semibold">{t('asker', { name: view.askerName })}</p>
        <Asked view={view} />
      </Card>
      <section aria-labelledby="entries" className="min-w-0">
        <h2 id="entries" className="text-xl">
          {t('entries')}
        </h2>
        <p className="mb-2 text-[0.9375rem] text-muted">{t('entriesNote')}</p>
        <CheckedEntries entries={entries} logUrl={logUrl} />
        <Proofs proofs={proofs} />
      </section>
      <Card title={t('deadlines')}>
        <Promises clocks={clocks} reader="staff" />
      </Card>
      <p className="text-[0.9375rem] text-muted">{t('looked')}</p>
    </>
  )
}

function Happened({ opened: { view, entries }, id }: { readonly opened: OpenedCase; readonly id: string }) {
  const t = useTranslations('support.case')
  return (
    <>
      <OutcomeNow view={view} reader="staff" />
      <section aria-labelledby="thread" className="grid min-w-0 gap-3">
        <h2 id="thread" className="text-xl">
          {t('thread')}
        </h2>
        <Way marks={view.marks} />
        <HolderNow view={view} reader="staff" provider={view.provider} />
        <Thread view={view} entries={entries} reader="staff" filesAt={`/api/support/cases/${id}/files`} />
      </section>
    </>
  )
}

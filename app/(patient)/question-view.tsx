import { getTranslations } from 'next-intl/server'
import { Asked } from '#components/dispute/asked.tsx'
import { CaseEntries } from '#components/dispute/entries.tsx'
import { organisationName } from '#components/dispute/names.ts'
import { OutcomeNow } from '#components/dispute/outcome.tsx'
import { Promises } from '#components/dispute/promises.tsx'
import { HolderNow, StateTag } from '#components/dispute/status.tsx'
import { Thread } from '#components/dispute/thread.tsx'
import { Way } from '#components/dispute/way.tsx'
import { AddForm } from '#components/questions/add-form.tsx'
import { Changed } from '#components/questions/changed.tsx'
import { Receipt } from '#components/questions/receipt.tsx'
import { QuestionTold } from '#components/questions/told.tsx'
import { WhatNow } from '#components/questions/what-now.tsx'
import { Card } from '#components/ui/card.tsx'
import { keep } from '#components/ui/keep.tsx'
import type { QuestionPage } from '#lib/server/disputes/question-pages.ts'
import type { SearchParams } from './search-params.ts'

type Props = { readonly question: QuestionPage; readonly path: string; readonly api: string; readonly query: SearchParams }

/** A question, one's own or about somebody for whom the reader acts. */
export async function QuestionView({ question: { view, entries, clocks, steps, visit }, path, api, query }: Props) {
  const t = await getTranslations('questions.page')
  const provider = view.provider === undefined ? undefined : organisationName(entries, view.provider)
  const adds = steps.includes('inform')
  const add = adds && <AddForm action={`${api}/inform`} visit={visit} asked={view.state === 'needs_info'} problem={query.problem} />
  return (
    <div className="grid gap-6">
      <div>
        <a href={path.replace(/\/[^/]*$/, '')} className="inline-flex min-h-11 items-center">
          {t('back')}
        </a>
        <h1 className="text-3xl tracking-tight sm:text-4xl">{t.rich('title', { reference: view.reference, keep })}</h1>
      </div>
      <QuestionTold done={query.done} />
      <Receipt sent={query.sent} reference={view.reference} clocks={clocks} />
      <OutcomeNow view={view} reader="patient" />
      <Card title={t('now')}>
        <div className="grid gap-4">
          <p>
            <StateTag state={view.state} />
          </p>
          <HolderNow view={view} reader="patient" provider={provider} />
          {query.sent === undefined && <Promises clocks={clocks} reader="patient" />}
          <Way marks={view.marks} />
        </div>
      </Card>
      {view.state === 'needs_info' && add}
      <Card title={t('asked')}>
        <div className="grid gap-4">
          <CaseEntries
            entries={entries}
            beside={(entry) => <Changed entry={entry} list={path.replace(/\/questions\/[^/]*$/, '/history')} />}
          />
          <Asked view={view} />
        </div>
      </Card>
      <section aria-labelledby="thread" className="grid gap-3">
        <h2 id="thread" className="text-xl">
          {t('thread')}
        </h2>
        <Thread view={view} entries={entries} reader="patient" filesAt={`${api}/files`} />
      </section>
      {view.state !== 'needs_info' && add}
      <WhatNow steps={steps} path={path} packUrl={`${api}/pack`} />
    </div>
  )
}

import type { Metadata } from 'next'
import { NextIntlClientProvider } from 'next-intl'
import { getMessages, getTranslations } from 'next-intl/server'
import { ActingBand } from '#components/layout/acting-band.tsx'
import { wordsAbout } from '#components/layout/words-about.ts'
import { actingOrNotFound } from '#lib/server/subject.ts'
import { clientMessages } from '../../../../client-messages.ts'
import { HistoryView } from '../../../history-view.tsx'
import { type SearchParams, viewOf } from '../../../search-params.ts'

type Props = { readonly params: Promise<{ readonly acting: string }>; readonly searchParams: Promise<SearchParams> }

export async function generateMetadata({ params }: Pick<Props, 'params'>): Promise<Metadata> {
  const { person } = await actingFor(params)
  const t = await getTranslations('acting')
  return { title: t('pageTitle', { name: person.name }), robots: { index: false } }
}

/** The list of somebody else. Its address holds an opaque id, so that each open page is of one person, whatever other pages are open. */
export default async function ActingHistoryPage({ params, searchParams }: Props) {
  const { person, name, visit } = await actingFor(params)
  const t = await getTranslations('acting')
  return (
    <NextIntlClientProvider messages={clientMessages(wordsAbout(await getMessages(), person.name))}>
      <HistoryView
        name={name}
        identifier={person.identifier}
        acting={person.id}
        path={`/for/${person.id}/history`}
        view={viewOf(await searchParams)}
        visit={visit}
        historyUrl={`/api/for/${person.id}/history?visit=${visit}`}
        title={t('title', { name: person.name })}
        lead={t('lead', { code: person.identifier.value })}
        band={<ActingBand id={person.id} name={person.name} kind={person.kind} />}
      />
    </NextIntlClientProvider>
  )
}

async function actingFor(params: Props['params']) {
  const { acting } = await params
  return actingOrNotFound(acting, `/for/${encodeURIComponent(acting)}/history`)
}

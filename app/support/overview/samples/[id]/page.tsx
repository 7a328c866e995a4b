import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { SampleTold } from '#components/overview/sample-told.tsx'
import { OpenSample, SampleContent, SampleReview } from '#components/overview/sampled-case.tsx'
import { SUPERVISOR } from '#lib/dispute/roles.ts'
import { env } from '#lib/env.ts'
import { MOST_DRAWN } from '#lib/server/disputes/samples.ts'
import { sampledCase } from '#lib/server/disputes/supervisor-pages.ts'
import { orNotFound } from '#lib/server/or-not-found.ts'
import { staffOrLogIn } from '#lib/server/staff.ts'

type Props = {
  readonly params: Promise<{ readonly id: string }>
  readonly searchParams: Promise<{ readonly [name: string]: string | string[] | undefined }>
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('overview.samples')
  return { title: t('title') }
}

export default async function SamplePage({ params, searchParams }: Props) {
  const { id } = await params
  const { visit } = await staffOrLogIn(`/support/overview/samples/${encodeURIComponent(id)}`, SUPERVISOR)
  const t = await getTranslations('overview.samples')
  const { sample, content } = await orNotFound(() => sampledCase(id))
  return (
    <>
      <a href="/support/overview/samples" className="inline-flex min-h-11 items-center">
        {t('caseBack')}
      </a>
      <h1 className="text-3xl tracking-tight sm:text-4xl">{t('caseTitle', { reference: sample.reference })}</h1>
      <SampleTold asked={await searchParams} most={MOST_DRAWN} />
      {content ? (
        <SampleContent sample={sample} content={content} logUrl={`${env('web').GATEWAY_URL}/log`} />
      ) : (
        <OpenSample id={id} visit={visit} />
      )}
      {content && !sample.review && <SampleReview id={id} visit={visit} />}
    </>
  )
}

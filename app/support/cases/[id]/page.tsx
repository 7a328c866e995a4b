import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { Case } from '#components/support/case.tsx'
import { StepTold } from '#components/support/told.tsx'
import { keep } from '#components/ui/keep.tsx'
import { STAFF_ROLES } from '#lib/dispute/roles.ts'
import { parseTemplate } from '#lib/dispute/staff-forms.ts'
import { env } from '#lib/env.ts'
import { LANGUAGES } from '#lib/languages.ts'
import { staffCase } from '#lib/server/disputes/staff-case.ts'
import { staffOrLogIn } from '#lib/server/staff.ts'
import { languageOf, templateText } from '../../templates.ts'

type Props = {
  readonly params: Promise<{ readonly id: string }>
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('support.queue')
  return { title: t('title') }
}

export default async function CasePage({ params, searchParams }: Props) {
  const { id } = await params
  await staffOrLogIn(`/support/cases/${encodeURIComponent(id)}`, STAFF_ROLES)
  const t = await getTranslations('support.case')
  const { done, problem, template } = await searchParams
  const shown = await staffCase(id)
  const chosen = shown.opened && parseTemplate(template)
  const asker = languageOf(shown.opened?.locale ?? '')
  // A privacy officer reads what is asked in the language of whoever asks.
  const language = chosen?.form === 'ask-provider' ? languageOf(await getLocale()) : asker
  const begun = chosen && { ...chosen, text: templateText(language, chosen.template, shown.row) }
  return (
    <>
      <a href="/support" className="inline-flex min-h-11 items-center">
        {t('back')}
      </a>
      <h1 className="text-3xl tracking-tight sm:text-4xl">{t.rich('title', { reference: shown.row.reference, keep })}</h1>
      <StepTold done={done} problem={problem} />
      <Case
        shown={shown}
        begun={begun}
        failed={typeof problem === 'string' ? problem : undefined}
        language={LANGUAGES[asker].name}
        logUrl={`${env('web').GATEWAY_URL}/log`}
      />
    </>
  )
}

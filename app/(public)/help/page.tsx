import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Answer, type Facts } from '#components/help/answer.tsx'
import { Contents } from '#components/help/contents.tsx'
import { Marks } from '#components/help/marks.tsx'
import { GROUPS, QUESTIONS } from '#components/help/questions.ts'
import { env } from '#lib/env.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('help')
  return { title: t('title'), description: t('lead') }
}

export default async function HelpPage() {
  const t = await getTranslations('help')
  const { OPERATOR_NAME, OPERATOR_CONTACT, OPERATOR_HOURS, QUICK_EXIT_URL, DATA_PROTECTION_AUTHORITY } = env('web')
  const facts: Facts = {
    operator: OPERATOR_NAME,
    phone: OPERATOR_CONTACT,
    hours: OPERATOR_HOURS,
    exit: new URL(QUICK_EXIT_URL).hostname,
    authority: DATA_PROTECTION_AUTHORITY,
  }
  return (
    <>
      <h1 className="text-3xl tracking-tight sm:text-4xl">{t('title')}</h1>
      <p className="mt-2 max-w-[60ch] text-lg text-muted">{t('lead')}</p>
      <div className="grid gap-x-14 lg:grid-cols-[17rem_minmax(0,66ch)]">
        <Contents />
        <div>
          {GROUPS.map((group) => (
            <section key={group} aria-labelledby={`group-${group}`} className="mt-10">
              <h2 id={`group-${group}`} className="text-2xl tracking-tight">
                {t(`group.${group}`)}
              </h2>
              {QUESTIONS[group].map((question) => (
                <section key={question} aria-labelledby={question} className="mt-6 border-t border-line pt-6">
                  <h3 id={question} className="scroll-mt-6 text-xl">
                    {t(`${question}.question`)}
                  </h3>
                  <Answer question={question} facts={facts} />
                  {question === 'marks' && <Marks />}
                </section>
              ))}
            </section>
          ))}
        </div>
      </div>
    </>
  )
}

import { useTranslations } from 'next-intl'
import { GROUPS, QUESTIONS } from './questions.ts'

/** The table of contents: beside the answers where there is room, above them elsewhere. */
export function Contents() {
  const t = useTranslations('help')
  return (
    <nav
      aria-labelledby="contents"
      className="mt-8 lg:sticky lg:top-6 lg:max-h-[calc(100dvh-3rem)] lg:self-start lg:overflow-y-auto print:hidden"
    >
      <h2 id="contents" className="text-lg">
        {t('contents')}
      </h2>
      {GROUPS.map((group) => (
        <div key={group} className="mt-3">
          <p className="font-semibold text-muted">{t(`group.${group}`)}</p>
          <ul>
            {QUESTIONS[group].map((question) => (
              <li key={question}>
                <a href={`#${question}`} className="inline-block py-1">
                  {t(`${question}.question`)}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}

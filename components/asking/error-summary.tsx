import { useTranslations } from 'next-intl'
import type { Problem } from '#lib/dispute/draft.ts'
import { LONGEST_TEXT, MOST_ENTRIES } from '#lib/dispute/kinds.ts'

type Props = { readonly wrong: readonly Problem[]; readonly length: number }

/** To which part of the form each belongs. */
const PART = { entries: 'entries', reasons: 'reasons', wants: 'wants', text: 'text', tooLong: 'text' } as const

/** What is missing, with ways there; it has the focus when the page comes. */
export function ErrorSummary({ wrong, length }: Props) {
  const t = useTranslations('asking.wrong')
  if (wrong.length === 0) return null
  return (
    <div
      role="alert"
      tabIndex={-1}
      // biome-ignore lint/a11y/noAutofocus: what is wrong is what somebody who pressed the button has to hear first
      autoFocus
      className="mt-5 rounded-xl border-2 border-warn bg-warn-tint p-4"
    >
      <h2 className="text-lg text-warn">{t('title')}</h2>
      <ul className="mt-1 list-disc pl-6">
        {wrong.map((problem) => (
          <li key={problem}>
            <a href={`#${PART[problem]}`}>{t(problem, { most: problem === 'tooLong' ? LONGEST_TEXT : MOST_ENTRIES, length })}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}

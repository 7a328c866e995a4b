import { useTranslations } from 'next-intl'
import { VERDICT_ICON } from '#components/timeline/verdict-mark.tsx'
import { Icon } from '#components/ui/icon.tsx'

const MARKS = [
  ['verified', 'bg-ok-tint text-ok'],
  ['waiting', 'bg-wait-tint text-wait'],
  ['unchecked', 'bg-grey-tint text-grey'],
  ['mismatch', 'bg-bad-tint text-bad'],
] as const

/** The four verdicts as the list shows them: word, colour, icon, and what each means. */
export function Marks() {
  const t = useTranslations()
  return (
    <dl className="mt-4 grid gap-4">
      {MARKS.map(([mark, tone]) => (
        <div key={mark}>
          <dt className="flex items-center gap-3 font-semibold">
            <span className={`grid size-9 shrink-0 place-items-center rounded-full ${tone}`}>
              <Icon name={VERDICT_ICON[mark]} />
            </span>
            {t(`verdict.${mark}`)}
          </dt>
          <dd className="pl-12 text-muted">{t(`help.marks.${mark}`)}</dd>
        </div>
      ))}
    </dl>
  )
}

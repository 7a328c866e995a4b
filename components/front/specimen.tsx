import { useTranslations } from 'next-intl'
import { Icon, type IconName } from '#components/ui/icon.tsx'

const LOOKS: readonly (readonly ['one' | 'two' | 'three', IconName, string])[] = [
  ['one', 'person', 'bg-tint text-accent'],
  ['two', 'automatic', 'bg-grey-tint text-grey'],
  ['three', 'emergency', 'bg-warn-tint text-warn'],
]

/** What a list looks like, for those who are not logged in. All of it is invented, and it says so. */
export function Specimen() {
  const t = useTranslations('start.specimen')
  return (
    <figure className="rounded-2xl border border-line bg-surface shadow-[0_24px_60px_-30px_rgb(10_40_60/0.45)]">
      <figcaption className="flex items-center gap-3 border-b border-line px-5 py-4">
        <span className="grid size-9 shrink-0 place-items-center rounded-full bg-ok-tint text-ok">
          <Icon name="check" />
        </span>
        <span className="font-semibold">{t('promise')}</span>
      </figcaption>
      <ol>
        {LOOKS.map(([look, icon, tone]) => (
          <li key={look} className="flex gap-3 border-t border-line px-5 py-3.5 first:border-t-0">
            <span className={`grid size-9 shrink-0 place-items-center rounded-full ${tone}`}>
              <Icon name={icon} />
            </span>
            <p>
              {t.rich(`${look}.sentence`, { b: (text) => <b>{text}</b> })}
              <span className="block text-[0.9375rem] text-muted">{t(`${look}.meta`)}</span>
            </p>
          </li>
        ))}
      </ol>
    </figure>
  )
}

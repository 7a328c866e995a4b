import { useTranslations } from 'next-intl'

const STEPS = ['text-5xl', 'text-4xl', 'text-3xl', 'text-2xl', 'text-xl', 'text-lg', 'text-base', 'text-sm'] as const

/** The same in the letters of each language of the service, and what is easily mistaken for something else. */
const SAMPLES = [
  ['en', 'Who looked at your health record? 0O 1lI 8B 6 August 2026, 17:30'],
  ['et', 'Kes vaatas sinu terviseandmeid? Õhtusöögi järel, žürii, šokolaad'],
  ['ru', 'Кто смотрел ваши медицинские данные? Съешь ещё этих мягких французских булок'],
] as const

export function Type() {
  const t = useTranslations('layout')
  return (
    <div className="grid gap-8 lg:grid-cols-2">
      <ul className="grid content-start gap-3 rounded-2xl border border-line bg-surface p-5">
        {STEPS.map((step) => (
          <li key={step} className="flex flex-wrap items-baseline justify-between gap-x-4">
            <span className={`${step} font-bold tracking-tight`}>{t('title')}</span>
            <code className="text-sm text-muted">{step}</code>
          </li>
        ))}
      </ul>
      <div className="grid content-start gap-4 rounded-2xl border border-line bg-surface p-5">
        {SAMPLES.map(([lang, text]) => (
          <p key={lang} lang={lang} className="max-w-[66ch] text-lg">
            {text} <b>{text}</b>
          </p>
        ))}
      </div>
    </div>
  )
}

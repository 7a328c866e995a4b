import { useTranslations } from 'next-intl'
import { Icon } from '#components/ui/icon.tsx'

const STEPS = [
  ['reported', 'pencil'],
  ['sealed', 'link'],
  ['checked', 'check'],
] as const

export function Steps({ operator }: { readonly operator: string }) {
  const t = useTranslations('start')
  return (
    <section aria-labelledby="how" className="mt-10">
      <h2 id="how" className="text-2xl">
        {t('how')}
      </h2>
      <ol className="mt-5 grid gap-px overflow-clip rounded-2xl border border-line bg-line md:grid-cols-3">
        {STEPS.map(([step, icon]) => (
          <li key={step} className="bg-surface p-5 sm:p-6">
            <span className="grid size-10 place-items-center rounded-full bg-tint text-accent">
              <Icon name={icon} />
            </span>
            <h3 className="mt-4 text-lg">{t(`${step}.title`)}</h3>
            <p className="mt-1.5 text-muted">{t(`${step}.text`, { operator })}</p>
          </li>
        ))}
      </ol>
    </section>
  )
}

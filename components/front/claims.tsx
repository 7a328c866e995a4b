import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Icon, type IconName } from '#components/ui/icon.tsx'

/** What is proved and what is not, side by side and at the same size. */
export function Claims({ operator, witnessed }: { readonly operator: string; readonly witnessed: boolean }) {
  const t = useTranslations('start')
  return (
    <div className="mt-12 grid gap-10 md:grid-cols-2">
      <List title={t('proved')} icon="check" ink="text-ok">
        {(['genuine', 'whole', 'unchanged'] as const).map((key) => t(`provedList.${key}`, { operator }))}
      </List>
      <List title={t('notProved')} icon="question" ink="text-warn">
        {(['unreported', 'keyboard', witnessed ? 'independence' : 'witness'] as const).map((key) =>
          t(`notProvedList.${key}`, { operator }),
        )}
      </List>
    </div>
  )
}

type Props = { readonly title: string; readonly icon: IconName; readonly ink: string; readonly children: readonly ReactNode[] }

function List({ title, icon, ink, children }: Props) {
  return (
    <section>
      <h2 className="text-2xl">{title}</h2>
      <ul className="mt-4 grid max-w-[60ch] gap-3">
        {children.map((text) => (
          <li key={String(text)} className="flex gap-3">
            <Icon name={icon} className={`mt-0.5 size-5 ${ink}`} />
            <p>{text}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}

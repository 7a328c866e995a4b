import { useTranslations } from 'next-intl'
import { Section } from '#components/public/section.tsx'
import { Instant } from '#components/timeline/clock.tsx'
import { Icon } from '#components/ui/icon.tsx'

type Says = 'existed-before' | 'compare-blocks' | 'waiting-for-bitcoin' | 'mismatch'
type Anchor = { readonly size: number; readonly says: Says; readonly by?: string; readonly time?: number }

/** Checkpoints that somebody else has put in time, newest first. */
export function Anchors({ anchors }: { readonly anchors: readonly Anchor[] | 'unreadable' }) {
  const t = useTranslations('transparency.anchors')
  return (
    <Section id="anchors" title={t('title')} lead={t('lead')}>
      {anchors === 'unreadable' || anchors.length === 0 ? (
        <p>{t(anchors === 'unreadable' ? 'unreadable' : 'none')}</p>
      ) : (
        <ul className="grid gap-2">
          {anchors.map(({ says, size, by = '', time = 0 }) => (
            <li key={`${by} ${size}`} className="flex gap-3">
              <Icon name={ICON[says]} className={`mt-0.5 size-5 ${says === 'mismatch' ? 'text-warn' : 'text-accent'}`} />
              <p>{t.rich(`says.${says}`, { size, by, at: () => <Instant at={time * 1000} /> })}</p>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

const ICON = { 'existed-before': 'check', 'compare-blocks': 'link', 'waiting-for-bitcoin': 'clock', mismatch: 'alert' } as const

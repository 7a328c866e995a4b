import { useTranslations } from 'next-intl'
import { LeavesOut } from '#components/status/leaves-out.tsx'
import { Explain } from '#components/ui/explain.tsx'
import type { AccessEvent } from '#lib/event/access-event.ts'
import { visible } from '#lib/event/visible.ts'
import { useKnownSystem } from './reading-context.tsx'

/** The record system that reported an entry: what it is, who runs it, what it reports and what it leaves out. */
export function AboutSystem({ origin }: { readonly origin: AccessEvent['origin'] }) {
  const t = useTranslations('explain.system')
  const details = useTranslations('details')
  const system = useKnownSystem(origin.id)
  return (
    <Explain question={details('about', { name: visible(origin.name) })}>
      {system ? (
        <p>
          {t(system.kind)} {t('runBy', { organisation: visible(system.organisation) })} <LeavesOut notReported={system.notReported} />
        </p>
      ) : (
        <p>{t('unknown')}</p>
      )}
    </Explain>
  )
}

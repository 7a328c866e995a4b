import { useTranslations } from 'next-intl'
import { VerdictMark } from '#components/timeline/verdict-mark.tsx'
import type { CheckedProof } from '#lib/dispute/staff-view.ts'
import { visible } from '#lib/event/visible.ts'

/** The proofs that came with a question, as the server found them. Nothing where none came. */
export function Proofs({ proofs }: { readonly proofs: readonly CheckedProof[] }) {
  const t = useTranslations('support.proof')
  if (proofs.length === 0) return null
  return (
    <section aria-labelledby="proofs" className="mt-4">
      <h3 id="proofs" className="text-base">
        {t('title')}
      </h3>
      <p className="text-[0.9375rem] text-muted">{t('by')}</p>
      <ul>
        {proofs.map(({ id, name, verdict, same }) => (
          <li key={id} className="flex flex-wrap gap-x-3 py-1">
            <span className="break-all">{visible(name)}</span>
            <VerdictMark mark={verdict} />
            <span className="text-muted">{t('same', { count: same.length })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

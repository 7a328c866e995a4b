import { useTranslations } from 'next-intl'
import { Icon } from '#components/ui/icon.tsx'
import { addedSinceProposal } from '#lib/dispute/added.ts'
import type { OpenedCase } from '#lib/dispute/staff-view.ts'

/** What is confirmed: the text as it was proposed, and what who proposed it cannot have known. What happens after this page is not confirmed with it. */
export function Proposal({ opened: { proposal, view } }: { readonly opened: OpenedCase }) {
  const t = useTranslations('support.case')
  const added = addedSinceProposal(view.events)
  const [first] = added
  return (
    <>
      <input type="hidden" name="seen" value={view.lastEvent} />
      <blockquote aria-label={t('proposal')} className="break-words whitespace-pre-line border-l-4 border-line pl-4">
        {proposal}
      </blockquote>
      {first && (
        <p className="flex gap-2 rounded-xl border border-line bg-warn-tint p-4 font-semibold text-warn">
          <Icon name="alert" className="mt-0.5 size-5" />
          <span>{t.rich('added', { count: added.length, a: (text) => <a href={`#event-${first.number}`}>{text}</a> })}</span>
        </p>
      )}
    </>
  )
}

import { useTranslations } from 'next-intl'
import { VerdictMark } from '#components/timeline/verdict-mark.tsx'
import { type CaseEntry, verdictOf } from '#lib/dispute/view.ts'

/** Where an entry does not match: what that is for the question, where the list is checked, and whom to call. Nothing for others. */
export function Changed({ entry, list }: { readonly entry: CaseEntry; readonly list: string }) {
  const t = useTranslations('questions.page')
  if (verdictOf(entry) !== 'mismatch') return null
  return (
    <div role="alert" className="mt-2 rounded-lg border-2 border-bad p-3 text-[0.9375rem]">
      <VerdictMark mark="mismatch" />
      <p className="max-w-[62ch]">
        {t.rich('changed', { list: (text) => <a href={list}>{text}</a>, call: (text) => <a href="/contact">{text}</a> })}
      </p>
    </div>
  )
}

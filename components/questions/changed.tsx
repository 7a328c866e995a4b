import { useTranslations } from 'next-intl'
import { type CaseEntry, verdictOf } from '#lib/dispute/view.ts'

/** Where an entry does not match: what that is for the question, where the list is checked, and whom to call. Nothing for others. */
export function Changed({ entry, list }: { readonly entry: CaseEntry; readonly list: string }) {
  const t = useTranslations('questions.page')
  if (verdictOf(entry) !== 'mismatch') return null
  return (
    <p role="alert" className="mt-2 max-w-[62ch] rounded-lg border-2 border-bad p-3 text-[0.9375rem]">
      {t.rich('changed', { list: (text) => <a href={list}>{text}</a>, call: (text) => <a href="/contact">{text}</a> })}
    </p>
  )
}

import { useFormatter, useTranslations } from 'next-intl'
import { leavesOut, type NotReported } from '#lib/event/record-system.ts'

/** What a record system does not report, by its own word. */
export function LeavesOut({ notReported }: { readonly notReported: readonly NotReported[] | undefined }) {
  const t = useTranslations('leavesOut')
  const what = useFormatter().list((notReported ?? []).map((code) => t(`code.${code}`)))
  return t(leavesOut(notReported), { what })
}

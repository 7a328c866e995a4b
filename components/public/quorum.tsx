import { useTranslations } from 'next-intl'

export type QuorumRule =
  | { readonly kind: 'none' | 'other' }
  | { readonly kind: 'threshold'; readonly threshold: number; readonly of: readonly string[] }

/** How many witnesses must sign before a checkpoint counts, in words. */
export function Quorum({ rule }: { readonly rule: QuorumRule }) {
  const t = useTranslations('quorum')
  if (rule.kind !== 'threshold') return t(rule.kind)
  const { threshold, of } = rule
  return t(threshold === of.length ? 'all' : 'some', { threshold, count: of.length })
}

import { useTranslations } from 'next-intl'
import type { Report } from '#lib/verify/types.ts'

type Props = { readonly report: Report | undefined; readonly operator: string; readonly ownLooks: number }

/** A list that is empty but for the looks of whose it is, said as strongly as it was proven and no more. */
export function Empty({ report, operator, ownLooks }: Props) {
  const empty = useTranslations('empty')
  const onlyYou = useTranslations('onlyYou')
  const t = ownLooks > 0 ? onlyYou : empty
  const proven = report?.verdict === 'verified' && report.complete
  const key = proven ? report.level : 'unproven'
  return (
    <section aria-labelledby="empty" className="mx-auto max-w-xl py-12 text-center">
      <svg
        aria-hidden="true"
        viewBox="0 0 240 120"
        className="mx-auto mb-6 w-56 text-edge"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
      >
        <path d="M20 60c28-36 62-48 100-48s72 12 100 48c-28 36-62 48-100 48S48 96 20 60z" className="stroke-line" strokeWidth="4" />
        <circle cx="120" cy="60" r="30" className={proven ? 'fill-ok-tint stroke-ok' : 'fill-grey-tint stroke-edge'} strokeWidth="4" />
        {proven && <path d="m106 60 10 10 19-22" className="stroke-ok" strokeWidth="6" strokeLinecap="round" strokeLinejoin="round" />}
      </svg>
      <h2 id="empty" className="text-2xl">
        {t(`${key}.title`, { operator })}
      </h2>
      <p className="mt-3 text-muted">{t(`${key}.text`, { operator })}</p>
    </section>
  )
}

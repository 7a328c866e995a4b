import { useTranslations } from 'next-intl'
import { Told } from '#components/ui/told.tsx'

const PROBLEMS = ['count', 'nothing', 'reason', 'own', 'finding', 'text', 'not-now', 'conflict'] as const

type Props = { readonly asked: { readonly [name: string]: string | readonly string[] | undefined }; readonly most: number }

/** What the last form of the samples did, or why it did not. */
export function SampleTold({ asked: { problem, drawn, done }, most }: Props) {
  const t = useTranslations('overview.samples')
  const wrong = PROBLEMS.find((one) => one === problem)
  if (wrong) return <Told role="alert">{t(`problem.${wrong}`, { most })}</Told>
  if (typeof drawn === 'string' && /^\d{1,2}$/.test(drawn)) return <Told role="status">{t('drawn', { count: Number(drawn) })}</Told>
  return done === 'review' ? <Told role="status">{t('saved')}</Told> : null
}

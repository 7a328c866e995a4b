import { useFormatter, useTranslations } from 'next-intl'
import { Told } from '#components/ui/told.tsx'
import type { Colleague } from '#lib/dispute/staff-view.ts'

type Props = {
  readonly asked: { readonly [name: string]: string | readonly string[] | undefined }
  readonly others: readonly Colleague[]
}

const REFERENCES = /^S-\d{4}-\d{5,}(?:,S-\d{4}-\d{5,})*$/
const PROBLEMS = ['agent', 'none', 'many'] as const

/** What became of each question that was to change hands. */
export function Given({ asked: { to, given, kept, problem }, others }: Props) {
  const t = useTranslations('overview.held')
  const format = useFormatter()
  const wrong = PROBLEMS.find((one) => one === problem)
  if (wrong) return <Told role="alert">{t(`problem.${wrong}`)}</Told>
  const name = others.find(({ id }) => id === to)?.name
  if (name === undefined) return null
  const done = referencesIn(given)
  const left = referencesIn(kept)
  return (
    <>
      <Told role="status">{t('given', { count: done.length, name, list: format.list(done) })}</Told>
      {left.length > 0 && (
        <Told role="alert">
          <p>{t('kept', { count: left.length, list: format.list(left) })}</p>
          <p className="font-normal">{t('keptWhy')}</p>
        </Told>
      )}
    </>
  )
}

const referencesIn = (text: unknown): readonly string[] => (typeof text === 'string' && REFERENCES.test(text) ? text.split(',') : [])

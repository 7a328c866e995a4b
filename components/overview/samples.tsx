import { useFormatter, useTranslations } from 'next-intl'
import { type ReactNode, useId } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Tag } from '#components/ui/tag.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import type { Sample } from '#lib/dispute/overview.ts'

type Props = {
  readonly visit: string
  readonly open: readonly Sample[]
  readonly done: readonly Sample[]
  /** How many closed questions can still be drawn, and how many at once. */
  readonly left: number
  readonly most: number
}

/** Closed questions that were drawn, what was found in others, and the way to draw more. */
export function Samples({ visit, open, done, left, most }: Props) {
  const t = useTranslations('overview.samples')
  return (
    <>
      <form method="post" action="/api/support/overview/samples/draw" className="mt-6 grid max-w-md gap-3">
        <input type="hidden" name="visit" value={visit} />
        <TextField
          label={t('count')}
          hint={t('countHint', { left, most })}
          name="count"
          inputMode="numeric"
          pattern="[0-9]{1,2}"
          required
          defaultValue="5"
        />
        <Button type="submit" className="justify-self-start" disabled={left === 0}>
          {t('drawButton')}
        </Button>
      </form>
      <List title={t('open')} none={t('noneOpen')} samples={open} />
      <List title={t('done')} none={t('noneDone')} samples={done} />
    </>
  )
}

function List({ title, none, samples }: { readonly title: string; readonly none: string; readonly samples: readonly Sample[] }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="mt-8">
      <h2 id={id} className="mb-3 text-xl">
        {title}
      </h2>
      {samples.length === 0 ? (
        <p className="text-muted">{none}</p>
      ) : (
        <ol aria-labelledby={id} className="divide-y divide-line rounded-2xl border border-line bg-surface">
          {samples.map((sample) => (
            <Line key={sample.id} sample={sample}>
              {sample.review && <Review review={sample.review} />}
            </Line>
          ))}
        </ol>
      )}
    </section>
  )
}

function Line({ sample, children }: { readonly sample: Sample; readonly children: ReactNode }) {
  const t = useTranslations('overview.samples')
  const outcome = useTranslations('dispute.outcome')
  const format = useFormatter()
  return (
    <li className="px-4 py-3 sm:px-5">
      <a href={`/support/overview/samples/${sample.id}`} className="inline-flex min-h-11 items-center text-lg font-semibold">
        {sample.reference}
      </a>
      <p className="text-muted">
        {sample.outcome && <>{outcome(sample.outcome)} · </>}
        {t('drawnAt', { day: format.dateTime(new Date(sample.drawnAt), { dateStyle: 'long' }) })}
      </p>
      {children}
    </li>
  )
}

function Review({ review: { finding, text, name, at } }: { readonly review: NonNullable<Sample['review']> }) {
  const t = useTranslations('overview.samples')
  const format = useFormatter()
  return (
    <>
      <p className="mt-1 flex flex-wrap items-center gap-x-3">
        <Tag tone={finding === 'wrong' ? 'warn' : 'grey'}>{t(`finding.${finding}`)}</Tag>
        {t('reviewedBy', { name, day: format.dateTime(new Date(at), { dateStyle: 'long' }) })}
      </p>
      {text !== '' && <p className="mt-1 max-w-prose break-words whitespace-pre-line">{text}</p>}
    </>
  )
}

import { useTranslations } from 'next-intl'
import { VisitForm } from '#components/layout/visit-form.tsx'
import type { UncheckedEntry } from '#components/timeline/row.ts'
import { Button } from '#components/ui/button.tsx'
import { Choice } from '#components/ui/choice.tsx'
import { Told } from '#components/ui/told.tsx'
import { MOST_DRAFTS } from '#lib/dispute/draft.ts'
import { MOST_ENTRIES } from '#lib/dispute/kinds.ts'
import { EntrySentence } from './entry-sentence.tsx'
import type { Place } from './place.ts'

type Props = {
  readonly place: Place
  /** To which they are added, and its entries; a new one without it. */
  readonly draft: { readonly id: string; readonly entries: readonly number[] } | undefined
  readonly entries: readonly UncheckedEntry[]
  readonly part: { readonly from: number; readonly to: number; readonly size: number }
  readonly problem: string | undefined
}

const PROBLEMS = ['incomplete', 'tooMany'] as const

/** A part of the list with a check box for each entry. */
export function ChooseEntries({ place, draft, entries, part: { from, to, size }, problem }: Props) {
  const t = useTranslations('asking.choose')
  const wrong = PROBLEMS.find((one) => one === problem)
  const query = draft ? `?draft=${draft.id}` : ''
  return (
    <>
      <h1 className="text-3xl tracking-tight sm:text-4xl">{t('title')}</h1>
      <p className="mt-2 max-w-prose text-muted">{t('lead', { most: MOST_ENTRIES })}</p>
      {wrong && (
        <Told role="alert" className="mt-4">
          {t(`problem.${wrong}`, { most: wrong === 'tooMany' ? MOST_DRAFTS : MOST_ENTRIES })}
        </Told>
      )}
      <VisitForm action={place.api} visit={place.visit} className="mt-6">
        {draft && <input type="hidden" name="draft" value={draft.id} />}
        <input type="hidden" name="before" value={from} />
        {entries.length === 0 ? (
          <p>{t('nothing')}</p>
        ) : (
          <fieldset className="min-w-0">
            <legend className="font-semibold">{t('legend', { first: from + 1, last: to, size })}</legend>
            <div className="mt-2 divide-y divide-line overflow-clip rounded-2xl border border-line bg-surface">
              {entries.map((entry) => {
                const known = draft?.entries.includes(entry.historyIndex) ?? false
                return (
                  <Choice
                    key={entry.historyIndex}
                    type="checkbox"
                    name={`entry.${entry.historyIndex}`}
                    label={<EntrySentence entry={entry} />}
                    hint={known ? t('chosen') : undefined}
                    defaultChecked={known}
                    disabled={known}
                  />
                )
              })}
            </div>
          </fieldset>
        )}
        <div className="mt-5 flex flex-wrap items-center gap-3">
          {entries.length > 0 && (
            <Button type="submit" name="do" value="go" look="primary" className="w-full sm:w-auto">
              {t('go')}
            </Button>
          )}
          {from > 0 && (
            <Button type="submit" name="do" value="earlier" className="w-full sm:w-auto">
              {t('earlier')}
            </Button>
          )}
        </div>
      </VisitForm>
      <p className="mt-4 flex flex-wrap gap-x-6">
        {to < size && (
          <a href={`${place.pages}/choose${query}`} className="inline-flex min-h-11 items-center">
            {t('newest')}
          </a>
        )}
        <a href={draft ? `${place.pages}/draft/${draft.id}` : place.history} className="inline-flex min-h-11 items-center">
          {draft ? t('draft') : t('back')}
        </a>
      </p>
    </>
  )
}

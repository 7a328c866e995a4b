import { useTranslations } from 'next-intl'
import type { UncheckedEntry } from '#components/timeline/row.ts'
import { Button } from '#components/ui/button.tsx'
import { FieldError } from '#components/ui/field.tsx'
import type { Problem } from '#lib/dispute/draft.ts'
import { MOST_ENTRIES } from '#lib/dispute/kinds.ts'
import { EntrySentence } from './entry-sentence.tsx'

/** The entries of a draft; each can be left out, and more can be chosen. */
export function ChosenEntries({ shown, wrong }: { readonly shown: readonly UncheckedEntry[]; readonly wrong: readonly Problem[] }) {
  const t = useTranslations('asking')
  return (
    <section id="entries" tabIndex={-1} aria-labelledby="entries-title" className="scroll-mt-4">
      <h2 id="entries-title" className="text-xl">
        {t('entries.title')}
      </h2>
      {wrong.includes('entries') && <FieldError id="entries-error">{t('wrong.entries', { most: MOST_ENTRIES })}</FieldError>}
      {shown.length === 0 && <p className="mt-1 text-muted">{t('entries.none')}</p>}
      {shown.length > 0 && (
        <ol className="mt-2 divide-y divide-line overflow-clip rounded-2xl border border-line bg-surface">
          {shown.map((entry) => (
            <li key={entry.historyIndex} className="px-4 py-3">
              <p id={`entry-${entry.historyIndex}`}>
                <EntrySentence entry={entry} />
              </p>
              <Button
                type="submit"
                name="do"
                value={`remove.${entry.historyIndex}`}
                look="quiet"
                className="mt-1"
                aria-describedby={`entry-${entry.historyIndex}`}
              >
                {t('entries.remove')}
              </Button>
            </li>
          ))}
        </ol>
      )}
      <Button type="submit" name="do" value="add" className="mt-3">
        {t('entries.add')}
      </Button>
    </section>
  )
}

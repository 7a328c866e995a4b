import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { printQueueFilter } from '#lib/dispute/queue-filter.ts'
import type { StaffQueue } from '#lib/dispute/queue-view.ts'

/** Keeps the filter that is shown as a view, or removes the view that it is. Without a filter there is nothing to keep. */
export function KeepView({ filter, own, visit }: Pick<StaffQueue, 'filter' | 'own' | 'visit'>) {
  const t = useTranslations('support.queue.keep')
  const here = printQueueFilter(filter)
  const known = own.find((view) => view.filter === here)
  if (here === '') return null
  return (
    <form method="post" action={`/api/support/views/${known ? 'remove' : 'save'}`} className="flex flex-wrap items-end gap-3 print:hidden">
      <input type="hidden" name="visit" value={visit} />
      {known ? (
        <>
          <input type="hidden" name="id" value={known.id} />
          <Button type="submit">{t('remove', { name: known.name })}</Button>
        </>
      ) : (
        <>
          <input type="hidden" name="filter" value={here} />
          <TextField
            label={t('name')}
            hint={t('hint')}
            name="name"
            required
            maxLength={60}
            autoComplete="off"
            className="min-w-0 flex-1 basis-64"
          />
          <Button type="submit">{t('save')}</Button>
        </>
      )}
    </form>
  )
}

import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { Icon } from '#components/ui/icon.tsx'
import type { Evidence } from '#lib/dispute/answer.ts'

type Props = { readonly id: string; readonly files: readonly Evidence[]; readonly removable?: boolean }

/** The files of an answer; within a form each can be taken out again. */
export function EvidenceNames({ id, files, removable = false }: Props) {
  const t = useTranslations('answer')
  if (files.length === 0) return null
  return (
    <ul aria-label={t('evidence')} className="grid gap-1">
      {files.map(({ id: file, name, size }) => (
        <li key={file} className="flex flex-wrap items-center gap-x-4">
          <a
            href={`/api/support/answers/${id}/files/${file}`}
            className="inline-flex min-h-11 items-center gap-1.5 break-all font-semibold"
          >
            <Icon name="document" />
            {t('size', { name, size: Math.ceil(size / 1024) })}
          </a>
          {removable && (
            <Button type="submit" name="remove" value={file} look="quiet" className="min-h-11">
              {t('remove', { name })}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}

'use client'

import { useTranslations } from 'next-intl'
import { useVisitTools } from '#components/timeline/visit-context.ts'
import { WarnedSave } from './warned-save.tsx'

/** Saves the `.tlog-proof` of one entry, after saying that such a file is health data. */
export function SaveProof({ logIndex }: { readonly logIndex: number }) {
  const t = useTranslations('saveProof')
  const { session } = useVisitTools()
  return <WarnedSave offer={t('offer')} warning={t('warning')} failed={t('failed')} make={async () => session?.proofFile(logIndex)} />
}

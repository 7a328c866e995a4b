import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { AnswerPreview } from '#components/answer/preview.tsx'
import { OFFICER } from '#lib/dispute/roles.ts'
import { officerCase } from '#lib/server/disputes/officer-pages.ts'
import { orNotFound } from '#lib/server/or-not-found.ts'
import { staffOrLogIn } from '#lib/server/staff.ts'

type Props = { readonly params: Promise<{ readonly id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('answer')
  return { title: t('preview') }
}

export default async function PreviewPage({ params }: Props) {
  const { id } = await params
  const { visit } = await staffOrLogIn(`/support/answers/${encodeURIComponent(id)}/preview`, OFFICER)
  const t = await getTranslations('answer')
  const asked = await orNotFound(() => officerCase(id))
  if (!asked.waits) redirect(`/support/answers/${id}`)
  return (
    <>
      <h1 className="text-3xl tracking-tight sm:text-4xl">{t('previewTitle', { reference: asked.reference })}</h1>
      <AnswerPreview asked={asked} visit={visit} />
    </>
  )
}

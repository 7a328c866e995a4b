import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Actions } from '#components/design/actions.tsx'
import { Fields } from '#components/design/fields.tsx'
import { Icons, Spaces } from '#components/design/measures.tsx'
import { Palette } from '#components/design/palette.tsx'
import { Empties, Mismatches, Promises } from '#components/design/promises.tsx'
import { Marks, Rows } from '#components/design/rows.tsx'
import { Type } from '#components/design/type.tsx'
import { Section } from '#components/public/section.tsx'
import { env } from '#lib/env.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('design')
  return { title: t('title'), robots: { index: false } }
}

export default async function DesignPage() {
  const t = await getTranslations('design')
  const { OPERATOR_NAME: operator, OPERATOR_CONTACT: contact } = env('web')
  const parts = {
    marks: <Marks />,
    rows: <Rows />,
    promises: <Promises operator={operator} />,
    mismatch: <Mismatches operator={operator} contact={contact} />,
    nothing: <Empties operator={operator} />,
    actions: <Actions />,
    fields: <Fields />,
    type: <Type />,
    colour: <Palette />,
    space: <Spaces />,
    icons: <Icons />,
  }
  return (
    <>
      <h1 className="text-3xl tracking-tight sm:text-4xl">{t('title')}</h1>
      <p className="mt-2 max-w-[60ch] text-lg text-muted">{t('lead')}</p>
      {Object.entries(parts).map(([part, content]) => (
        <Section key={part} id={part} title={t(`part.${part as keyof typeof parts}`)}>
          {content}
        </Section>
      ))}
    </>
  )
}

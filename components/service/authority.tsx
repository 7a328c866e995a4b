import { useTranslations } from 'next-intl'

export type Body = { readonly name: string; readonly url: string }

const ALL = 'https://www.edpb.europa.eu/about-edpb/about-edpb/members_en'

/** Whom one can complain to about data protection; where the operator named nobody, the list of those of all countries. */
export function Authority({ body }: { readonly body: Body | undefined }) {
  const t = useTranslations('contact')
  if (body) return <a href={body.url}>{body.name}</a>
  return (
    <>
      {t('authority')} (<a href={ALL}>{t('authorities')}</a>)
    </>
  )
}

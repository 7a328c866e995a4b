import { useTranslations } from 'next-intl'
import { Command } from '#components/public/command.tsx'
import { Section } from '#components/public/section.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { Icon } from '#components/ui/icon.tsx'

/** How to find out whether everybody trusts the same, and what to do when not. */
export function Compare({ contact, webOrigin }: { readonly contact: string; readonly webOrigin: string }) {
  const t = useTranslations('trust.compare')
  return (
    <Section id="compare" title={t('title')} lead={t('lead')}>
      <ol className="grid max-w-[66ch] list-decimal gap-3 pl-6">
        <li>
          {t.rich('call', {
            phone: () => (
              <a href={`tel:${contact.replace(/[^+\d]/g, '')}`} className="whitespace-nowrap">
                {contact}
              </a>
            ),
          })}
        </li>
        <li>{t('paper')}</li>
        <li>{t('others')}</li>
      </ol>
      <p className="mt-5 mb-2 text-muted">{t('command')}</p>
      <Command>{`curl -s ${webOrigin}/trust.json | sha256sum`}</Command>
      <ButtonLink href="/trust.json" className="mt-5">
        <Icon name="download" />
        {t('download')}
      </ButtonLink>
      <h3 className="mt-8 text-lg">{t('differs.title')}</h3>
      <p className="mt-1.5 max-w-[66ch]">{t('differs.text')}</p>
    </Section>
  )
}

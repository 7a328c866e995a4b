import { useTranslations } from 'next-intl'
import { Command } from '#components/public/command.tsx'
import { Section } from '#components/public/section.tsx'

/** How somebody reads the log, witnesses it or audits it, with the commands to begin with. */
export function TakePart({ logUrl }: { readonly logUrl: string }) {
  const t = useTranslations('transparency.part')
  const policyLine = (line: number) => `--log "$(curl -s ${logUrl}/policy | sed -n '${line}s/^log //p')"`
  const ways = [
    ['read', `curl ${logUrl}/checkpoint\ncurl ${logUrl}/policy`],
    [
      'witness',
      `npm run witness -- --listen 127.0.0.1:4201 --state ./witness \\\n  --name witness.example ${policyLine(1)} \\\n  ${policyLine(2)}`,
    ],
    [
      'auditor',
      `npm run auditor -- --log ${logUrl} --state ./auditor \\\n  --trust trust.json --client YOUR-ID --key YOUR-KEY.json --follow`,
    ],
  ] as const
  return (
    <Section id="take-part" title={t('title')} lead={t('lead')}>
      <ol className="grid gap-8">
        {ways.map(([way, command]) => (
          <li key={way}>
            <h3 className="text-lg">{t(`${way}.title`)}</h3>
            <p className="mt-1 mb-3 max-w-[66ch] text-muted">{t(`${way}.text`)}</p>
            <Command>{command}</Command>
          </li>
        ))}
      </ol>
    </Section>
  )
}

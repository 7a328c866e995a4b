import { useTranslations } from 'next-intl'
import { Icon } from '#components/ui/icon.tsx'
import { Ago } from './ago.tsx'

export type Party = {
  readonly name: string
  readonly keys: readonly { readonly keyId: string; readonly algorithm: string }[]
  readonly onNewest: boolean
  readonly lastSigned?: string | undefined
  readonly late: boolean
}

type Props = { readonly parties: readonly Party[]; readonly now: string; readonly remembered: boolean; readonly compact?: boolean }

/** Those who sign beside the log, each once however many keys it has, and when each last did. */
export function Parties({ parties, now, remembered, compact = false }: Props) {
  const t = useTranslations('parties')
  const ago = (at: string) => () => <Ago at={at} now={now} />
  return (
    <ul className={compact ? 'grid gap-3' : 'grid gap-4 sm:grid-cols-2 lg:grid-cols-3'}>
      {parties.map(({ name, keys, onNewest, lastSigned, late }) => (
        <li key={name} className={`flex gap-3 ${compact ? '' : 'rounded-2xl border border-line bg-surface p-5'}`}>
          <span className={`grid size-9 shrink-0 place-items-center rounded-full ${tint(late, lastSigned)}`}>
            <Icon name={late ? 'clock' : lastSigned === undefined ? 'question' : 'check'} />
          </span>
          <div className="min-w-0">
            <p className="font-semibold break-words">{name}</p>
            <p className={late ? 'font-semibold text-warn' : 'text-muted'}>
              {lastSigned !== undefined
                ? t.rich(onNewest ? 'onNewest' : 'signed', { ago: ago(lastSigned) })
                : t(remembered ? 'never' : 'unknown')}
            </p>
            {!compact && (
              <p className="mt-1 text-[0.9375rem] text-muted">
                {keys.map(({ keyId, algorithm }) => (
                  <span key={keyId} className="block">
                    {t('key', { algorithm, keyId })}
                  </span>
                ))}
              </p>
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}

function tint(late: boolean, lastSigned: string | undefined): string {
  if (late) return 'bg-warn-tint text-warn'
  return lastSigned === undefined ? 'bg-grey-tint text-grey' : 'bg-ok-tint text-ok'
}

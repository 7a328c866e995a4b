import { useTranslations } from 'next-intl'
import type { EntryProof } from '#lib/verify/types.ts'
import { SIGNATURE_HEIGHT, WIDTH } from './layout.ts'

type Props = Pick<EntryProof, 'signatures'> & { readonly y: number }

export function DrawnSignatures({ signatures, y }: Props) {
  const t = useTranslations('proof')
  return (
    <g>
      {signatures.map(({ name, keyId, algorithm, role }, i) => (
        <g key={keyId}>
          <path d={`M56 ${y + i * SIGNATURE_HEIGHT}v26h12`} fill="none" className="stroke-ok" strokeWidth="2" />
          <text x="76" y={y + i * SIGNATURE_HEIGHT + 24} className="fill-ink text-sm font-semibold">
            {shorten(name)}
          </text>
          <text x="76" y={y + i * SIGNATURE_HEIGHT + 40} className="fill-muted text-xs">
            {t('signature', { role: t(`role.${role}`), algorithm, keyId })}
          </text>
        </g>
      ))}
    </g>
  )
}

const LONGEST = Math.floor((WIDTH - 80) / 8)
const shorten = (name: string) => (name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name)

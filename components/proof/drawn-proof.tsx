import { useFormatter, useTranslations } from 'next-intl'
import { useId } from 'react'
import { DAY_AND_CLOCK } from '#components/timeline/clock.tsx'
import type { EntryProof, VerifiedStamp } from '#lib/verify/types.ts'
import { DrawnSignatures } from './drawn-signatures.tsx'
import { abbreviate, CENTRE, isEmpty, type Join, layOut, STAGE_HEIGHT, type Stage, WIDTH } from './layout.ts'
import { minuteAfter } from './use-time-stamp.ts'

type Props = {
  readonly proof: EntryProof
  /** One that was checked, and says before when. */
  readonly stamp: VerifiedStamp | undefined
}

/** The proof as a picture. What it shows was recomputed in this browser; `ProofInWords` says the same. */
export function DrawnProof({ proof, stamp }: Props) {
  const t = useTranslations('proof')
  const id = useId()
  const { height, stages, joins, signatures } = layOut(proof, stamp !== undefined)
  return (
    <svg role="img" aria-labelledby={id} viewBox={`0 -1 ${WIDTH} ${height + 2}`} className="mx-auto block w-full max-w-md">
      <title id={id}>{t('alternative', { joins: joins.length, signatures: proof.signatures.length, stamped: stamp ? 'yes' : 'no' })}</title>
      <path d={`M${CENTRE} ${STAGE_HEIGHT}V${signatures - STAGE_HEIGHT + 10}`} className="stroke-ok" strokeWidth="4" />
      {joins.map((join) => (
        <Sibling key={join.key} join={join} />
      ))}
      {stages.map((stage) => (
        <StageBox key={stage.name} stage={stage} stamp={stamp} />
      ))}
      {stamp && <path d={`M56 ${signatures}V${height - STAGE_HEIGHT}`} className="stroke-ok" strokeWidth="2" />}
      <DrawnSignatures signatures={proof.signatures} y={signatures} />
    </svg>
  )
}

function Sibling({ join: { x, y, to, hash } }: { readonly join: Join }) {
  const t = useTranslations('proof')
  const left = x < CENTRE
  return (
    <g>
      <path d={`M${x} ${y}C${x} ${to} ${CENTRE} ${y} ${CENTRE} ${to}`} fill="none" className="stroke-edge" strokeWidth="1.5" />
      <circle cx={x} cy={y} r="6" className="fill-surface stroke-edge" strokeWidth="1.5" />
      <circle cx={CENTRE} cy={to} r="5" className="fill-ok stroke-paper" strokeWidth="2" />
      <text x={left ? x - 12 : x + 12} y={y + 4} textAnchor={left ? 'end' : 'start'} className="fill-muted text-xs tabular-nums">
        {isEmpty(hash) ? t('empty') : abbreviate(hash)}
      </text>
    </g>
  )
}

function StageBox({ stage: { name, y, hash, number }, stamp }: { readonly stage: Stage; readonly stamp: VerifiedStamp | undefined }) {
  const t = useTranslations('proof.stage')
  const format = useFormatter()
  const last = name === 'signatures' || name === 'stamped'
  const below =
    name === 'stamped' ? t('before', { at: format.dateTime(minuteAfter(stamp?.time ?? 0), DAY_AND_CLOCK) }) : t('signedBy', { number })
  return (
    <g>
      <rect
        x="40"
        y={y}
        width={WIDTH - 80}
        height={STAGE_HEIGHT}
        rx="12"
        strokeWidth="2"
        className={last ? 'fill-ok-tint stroke-ok' : 'fill-surface stroke-ok'}
      />
      <text x={CENTRE} y={y + (hash || last ? 24 : 34)} textAnchor="middle" className="fill-ink text-base font-semibold">
        {t(name, { number })}
      </text>
      <text x={CENTRE} y={y + 44} textAnchor="middle" className="fill-muted text-sm tabular-nums">
        {hash ? abbreviate(hash) : below}
      </text>
    </g>
  )
}

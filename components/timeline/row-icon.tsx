import { Icon, type IconName } from '#components/ui/icon.tsx'
import { isShown, type Row } from './row.ts'

const TONES = {
  person: 'bg-tint text-accent',
  quiet: 'bg-grey-tint text-grey',
  emergency: 'bg-warn-tint text-warn',
} as const

export function RowIcon({ row }: { readonly row: Row }) {
  const [name, tone] = look(row)
  return (
    <span className={`grid size-9 place-items-center rounded-full ${TONES[tone]}`}>
      <Icon name={name} />
    </span>
  )
}

function look(row: Row): readonly [IconName, keyof typeof TONES] {
  if (!isShown(row)) return [row.withheld === 'erased' ? 'eraser' : 'hidden', 'quiet']
  const { kind, emergency, automatic, outcome } = row.event
  if (kind !== 'access') return [kind === 'erasure' ? 'eraser' : kind === 'link' ? 'link' : 'pencil', 'quiet']
  if (emergency) return ['emergency', 'emergency']
  if (outcome !== '0') return ['refused', 'quiet']
  return automatic ? ['automatic', 'quiet'] : ['person', 'person']
}

import type { PurposeKey } from '#lib/event/codes.ts'
import { reasons } from '#lib/event/words.ts'
import { isShown, type Row } from './row.ts'

export const FILTERS = ['all', 'people', 'automatic', 'emergency', 'notCare', 'you', 'refused', 'withheld'] as const

const CARE: ReadonlySet<PurposeKey | 'other'> = new Set(['TREAT', 'ETREAT', 'BTG', 'CAREMGT', 'COC', 'normal', 'emergency'])

export type Filter = (typeof FILTERS)[number]

export function matches(row: Row, filter: Filter): boolean {
  if (filter === 'all') return true
  if (!isShown(row)) return filter === 'withheld'
  const { actor, automatic, emergency, outcome, kind } = row.event
  if (filter === 'withheld') return row.concealed === 'withheld'
  if (filter === 'automatic') return automatic
  if (filter === 'emergency') return emergency
  if (filter === 'refused') return outcome !== '0'
  if (filter === 'you') return actor?.kind === 'patient'
  if (kind !== 'access' || automatic || actor?.kind === 'patient') return false
  return filter === 'people' || !reasons(row.event).some(({ key }) => CARE.has(key))
}

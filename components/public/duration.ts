import type { useFormatter } from 'next-intl'

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const

/** Seconds in the largest unit that they are a whole number of: “10 minutes”. */
export function duration(format: ReturnType<typeof useFormatter>, seconds: number): string {
  const [unit, length] = UNITS.find(([, length]) => seconds >= length && seconds % length === 0) ?? ['second', 1]
  return format.number(seconds / length, { style: 'unit', unit, unitDisplay: 'long' })
}

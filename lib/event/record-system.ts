/** What is registered about a record system so that people can be told what it is. The message files have words for each of these. */
export const RECORD_SYSTEM_KINDS = [
  'practice',
  'hospital',
  'exchange',
  'laboratory',
  'images',
  'prescriptions',
  'ambulance',
  'insurance',
  'portal',
  'other',
] as const
export type RecordSystemKind = (typeof RECORD_SYSTEM_KINDS)[number]

/**
 * Looks that a record system says it does not report: at paper; by technicians who maintain it; for statistics that open no single record;
 * searches that opened nothing; refused attempts; programs’ own; those from before it was connected.
 */
export const NOT_REPORTED = ['paper', 'maintenance', 'statistics', 'searches', 'refused', 'automatic', 'before'] as const
export type NotReported = (typeof NOT_REPORTED)[number]

/** Whether what a record system leaves out is known: `unsaid` by it, `nothing` by its own word, or `some`. */
export function leavesOut(notReported: readonly NotReported[] | undefined): 'unsaid' | 'nothing' | 'some' {
  if (notReported === undefined) return 'unsaid'
  return notReported.length === 0 ? 'nothing' : 'some'
}

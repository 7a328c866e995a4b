type Gap = { readonly kind: 'silent' | 'late'; readonly from: string; readonly to: string | undefined }
type System = { readonly active: boolean; readonly gaps: readonly Gap[] }

/** Since when a record system that is in use has reported nothing, although it usually does; undefined where it is not silent. */
export function silentSince({ active, gaps }: System): string | undefined {
  return active ? gaps.find(({ kind, to }) => kind === 'silent' && to === undefined)?.from : undefined
}

/** Those who are silent now, then those with gaps, then the others, and last who is not in use; each in the order in which they came. */
export function worstFirst(a: System, b: System): number {
  const badness = (system: System) => (silentSince(system) === undefined ? Math.sign(system.gaps.length) : 2)
  return Number(b.active) - Number(a.active) || badness(b) - badness(a)
}

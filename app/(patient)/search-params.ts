import { readView, type View } from '#lib/event/look-filter.ts'

/** What Next gives a page of its address: several values where a name comes several times. */
export type SearchParams = { readonly [name: string]: string | readonly string[] | undefined }

/** What of a list an address asks for. */
export function viewOf(parameters: SearchParams): View {
  return readView(new URLSearchParams(Object.entries(parameters).flatMap(([name, of]) => [of ?? []].flat().map((one) => [name, one]))))
}

/** Which page of a list an address asks for; the first where it asks for none. */
export function pageOf({ page }: SearchParams): number {
  return typeof page === 'string' && /^[1-9]\d{0,5}$/.test(page) ? Number(page) : 1
}

import { readView, type View } from '#lib/event/look-filter.ts'

/** What Next gives a page of its address: several values where a name comes several times. */
export type SearchParams = { readonly [name: string]: string | readonly string[] | undefined }

/** What of a list an address asks for. */
export function viewOf(parameters: SearchParams): View {
  return readView(new URLSearchParams(Object.entries(parameters).flatMap(([name, of]) => [of ?? []].flat().map((one) => [name, one]))))
}

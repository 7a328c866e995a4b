/** Where the pages and the forms about one list stand: the reader’s own, or that of somebody whom they act for. */
export type Place = {
  readonly who: 'self' | 'other'
  /** Such as `/questions`. */
  readonly pages: string
  readonly api: string
  readonly history: string
  /** Says for which session a form was made. */
  readonly visit: string
}

export function placeFor(acting: string | undefined, visit: string): Place {
  const at = acting === undefined ? '' : `/for/${acting}`
  const api = acting === undefined ? '/api/me' : `/api/for/${acting}`
  return {
    who: acting === undefined ? 'self' : 'other',
    ...{ pages: `${at}/questions`, api: `${api}/questions/drafts`, history: `${at}/history`, visit },
  }
}

/** What is pointed out to staff before they read a case. A hint is no finding. The message files have words for each of these. */
const HINTS = ['automatic', 'visit', 'cause', 'same-person', 'family'] as const
export type Hint =
  | { readonly hint: Exclude<(typeof HINTS)[number], 'same-person' | 'cause'> }
  | { readonly hint: 'cause'; readonly id: string; readonly title: string }
  | { readonly hint: 'same-person'; readonly cases: number }

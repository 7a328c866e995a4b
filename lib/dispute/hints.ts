/** What is pointed out to staff before they read a case. A hint is no finding. The message files have words for each of these. */
export type Hint =
  | { readonly hint: 'automatic' | 'visit' | 'family' }
  | { readonly hint: 'cause'; readonly id: string; readonly title: string }
  | { readonly hint: 'same-person'; readonly cases: number }

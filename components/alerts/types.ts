import type { Kind } from '#lib/alert-kinds.ts'
import type { AccessEvent } from '#lib/event/access-event.ts'

/** What the settings page shows; `lib/server/alert-rows.ts` gives it. */

export type ShownAlert = {
  readonly cause: string
  readonly kinds: readonly Kind[]
  readonly looks: number
  readonly at: string
  readonly isNew: boolean
  readonly access?: AccessEvent
}

export type Person = { readonly who: string; readonly access?: AccessEvent; readonly followed: boolean }

export type Email = { readonly state: 'none' } | { readonly state: 'asked' | 'confirmed' | 'refused'; readonly address: string }

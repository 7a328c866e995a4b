import type { AccessEvent } from '#lib/event/access-event.ts'

/** `first`: somebody new looks. `followed`: a person I follow. `digest`: once a week, what there was. */
export const KINDS = ['first', 'emergency', 'followed', 'everything', 'digest'] as const
export type Kind = (typeof KINDS)[number]

export const CHANNELS = ['app', 'email', 'push'] as const
export type Channel = (typeof CHANNELS)[number]

/** How much a message may give away to whoever sees it: `usual` has a link, `nameless` not even the service's name, `silent` is not sent. */
export const CONTACTS = ['usual', 'nameless', 'silent'] as const
export type Contact = (typeof CONTACTS)[number]

/** One box to tick. */
export type Choice = `${Kind}.${Channel}`

/** One line of a person's list of alerts. */
export type ShownAlert = {
  readonly cause: string
  readonly kinds: readonly Kind[]
  readonly looks: number
  readonly at: string
  readonly isNew: boolean
  /** Absent for a digest, and for an entry whose content is not shown. */
  readonly access?: AccessEvent
}

/** Somebody who looked, by the digest `who`. `access` is absent for one who is followed and has not looked lately. */
export type Person = { readonly who: string; readonly access?: AccessEvent; readonly followed: boolean }

/** Where e-mails go. */
export type Email = { readonly state: 'none' } | { readonly state: 'asked' | 'confirmed' | 'refused'; readonly address: string }

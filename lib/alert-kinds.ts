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

/** Sections of the message files that only the server reads; a test compares this list with what client components name. */
export const SERVER_SECTIONS: readonly string[] = [
  'accessibility',
  'acting',
  'alertMessage',
  'asking',
  'assisted',
  'contact',
  'coverage',
  'dispute',
  'forAnother',
  'forAnybody',
  'help',
  'history',
  'letter',
  'logIn',
  'loggedOut',
  'parties',
  'people',
  'privacy',
  'quorum',
  'sources',
  'staffMessage',
  'start',
  'status',
  'support',
  'transparency',
  'verifier',
]

/** What of the messages is sent to the browser with every page. */
export function clientMessages<M extends object>(messages: M): Partial<M> {
  return Object.fromEntries(Object.entries(messages).filter(([section]) => !SERVER_SECTIONS.includes(section))) as Partial<M>
}

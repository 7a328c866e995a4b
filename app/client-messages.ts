/** Sections of the message files that only the server reads; a test compares this list with what client components name. */
export const SERVER_SECTIONS: readonly string[] = [
  'accessibility',
  'acting',
  'alertMessage',
  'asking',
  'answer',
  'causes',
  'assisted',
  'contact',
  'coverage',
  'dispute',
  'forAnother',
  'forAnybody',
  'forStaff',
  'help',
  'history',
  'incidents',
  'letter',
  'logIn',
  'loggedOut',
  'overview',
  'parties',
  'people',
  'privacy',
  'questions',
  'publicIncidents',
  'quorum',
  'sending',
  'sources',
  'staffMessage',
  'start',
  'status',
  'support',
  'templates',
  'transparency',
  'verifier',
]

/** What of the messages is sent to the browser with every page. */
export function clientMessages<M extends object>(messages: M): Partial<M> {
  return Object.fromEntries(Object.entries(messages).filter(([section]) => !SERVER_SECTIONS.includes(section))) as Partial<M>
}

/** The questions of the help page below their headings, each with the anchor that other pages lead to. Most asked first. */
export const QUESTIONS = {
  list: ['list', 'stranger', 'automatic', 'many', 'noName', 'noReason', 'missing'],
  check: ['marks', 'mismatch', 'limits', 'save'],
  ask: ['ask', 'course', 'readers', 'disagree', 'without'],
  act: ['suspect', 'decides', 'alerts', 'child', 'noId'],
  private: ['kept', 'watched', 'shared'],
} as const

export type Group = keyof typeof QUESTIONS
export type Question = (typeof QUESTIONS)[Group][number]

export const GROUPS = Object.keys(QUESTIONS) as readonly Group[]

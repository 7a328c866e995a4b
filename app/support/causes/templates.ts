import { OUTCOMES, type Outcome } from '#lib/dispute/kinds.ts'
import { MESSAGES } from '../../i18n.ts'

export function outcomeOf(value: unknown): Outcome | undefined {
  return OUTCOMES.find((outcome) => outcome === value)
}

/** Words to begin an answer with, in each language. */
export function templatesFor(outcome: Outcome): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(MESSAGES).map(([language, { causes }]) => [language, causes.template[outcome]]))
}

import { randomUUID } from 'node:crypto'
import type { NamedEntry, Question } from './cases.ts'

/** A question about the entries 3 and 4 of a list, of two organisations. */
export function testQuestion(change: Partial<Question> = {}): Question {
  return {
    entries: [testEntry(3, '90010001'), testEntry(4, '90010002')],
    severity: 2,
    reasons: ['not-in-care'],
    wants: ['explanation'],
    care: 'no',
    knows: 'unsure',
    safeContact: false,
    asker: 'patient',
    askerKey: randomUUID(),
    askerName: 'Mari Maasikas',
    locale: 'en-GB',
    text: 'I was not there.',
    ...change,
  }
}

export function testEntry(historyIndex: number, organisation: string): NamedEntry {
  return {
    historyIndex,
    logIndex: historyIndex,
    event: randomUUID(),
    organisation,
    recordSystem: 'tartu-clinic',
    who: new Uint8Array(32).fill(7),
    automatic: false,
    verdict: 'verified',
  }
}

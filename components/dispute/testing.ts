import type { CaseView, EventView } from '#lib/dispute/view.ts'

const DAY = 86_400_000
const BEGUN = Date.parse('2026-11-02T09:00:00Z')

/** A question that was answered, as its patient sees it: all of its fields can be changed. */
export function testView(change: Partial<CaseView> = {}): CaseView {
  const steps = [
    ['submit', 'submitted', 'patient', 'Mari Maasikas', 'I was not there.'],
    ['acknowledge', 'acknowledged', 'agent', 'Kadri Kuusk'],
    ['triage', 'triage', 'agent', 'Kadri Kuusk'],
    ['ask-provider', 'awaiting_provider', 'agent', 'Kadri Kuusk'],
    ['answer', 'provider_answered', 'officer', 'Riina Mägi'],
    ['review', 'under_review', 'agent', 'Kadri Kuusk'],
    ['decide', 'decided', 'agent', 'Kadri Kuusk', 'We spoke with the clinic.'],
  ] as const
  const at = (i: number) => new Date(BEGUN + i * DAY).toISOString()
  return {
    id: '11111111-1111-4111-8111-111111111111',
    reference: 'S-2026-00042',
    state: 'decided',
    severity: 2,
    reasons: ['not-in-care'],
    wants: ['explanation'],
    care: 'no',
    knows: 'unsure',
    safeContact: false,
    asker: 'patient',
    askerName: 'Mari Maasikas',
    organisation: '90010001',
    automatic: false,
    provider: '90010001',
    outcome: 'mistaken',
    decidedAt: at(steps.length - 1),
    extended: false,
    proposed: false,
    submittedAt: at(0),
    changedAt: at(steps.length - 1),
    marks: steps.map(([step, state], i) => ({ step, state, at: at(i) })),
    lastEvent: steps.length,
    seen: 1,
    entries: [],
    events: steps.map(
      ([step, state, party, authorName, text], i): EventView => ({
        ...{ number: i + 1, at: at(i), step, party, authorName, state },
        audience: step === 'ask-provider' || step === 'answer' ? 'provider' : 'everybody',
        ...(text !== undefined && { text }),
        detail: step === 'decide' ? { outcome: 'mistaken' } : {},
      }),
    ),
    files: [],
    ...change,
  }
}

import { ASKERS, type Asker, type AskersLook } from '#lib/event/demo/askers.ts'
import { SYSTEMS } from '#lib/event/demo/record-systems.ts'
import { type DemoStaff, ENE, KADRI, MARKO, RIINA, TONU } from './demo.ts'
import type { DemoCase, DemoLocale, DemoStep } from './demo-cases.ts'
import { ANSWERED, ASKED, PROPOSED } from './demo-texts.ts'
import type { Outcome, Reason } from './kinds.ts'

/** What became of the questions of `ASKERS`, in their order. An outcome: it was decided so. */
const BECAME = [
  'submitted',
  'submitted',
  'acknowledged',
  'triage',
  'asked-patient',
  'asked',
  'automatic',
  'asked',
  'answered',
  'answered',
  'proposed',
  'asked',
  'reviewed',
  'withdrawn',
  'automatic',
  'administration',
  'extended',
  'reopened',
  'escalated',
  'automatic',
  'justified',
  'mistaken',
  'unjustified',
  'justified',
  'out-of-scope',
  'automatic',
  'justified',
  'log-wrong',
  'administration',
  'unjustified',
  'automatic',
  'administration',
  'justified',
  'undetermined',
] as const

const REASON: Readonly<Record<AskersLook, Reason>> = {
  list: 'too-many',
  reception: 'unknown-person',
  ward: 'not-in-care',
  night: 'acquaintance',
  image: 'unknown-person',
  benefits: 'not-in-care',
}
const OFFICER: { readonly [look in AskersLook]?: { readonly officer: DemoStaff; readonly provider: string } } = {
  reception: { officer: TONU, provider: SYSTEMS.clinic.register },
  ward: { officer: TONU, provider: SYSTEMS.clinic.register },
  night: { officer: RIINA, provider: SYSTEMS.hospital.register },
  image: { officer: RIINA, provider: SYSTEMS.hospital.register },
}
const SLAVIC = /(ov|ova|ev|eva)$/
const CLOSED_AFTER_DAYS = 32

/** Questions of people without a story, so that the pages of staff have something to page through and to count. */
export function queue(): readonly DemoCase[] {
  return ASKERS.map((asker, i): DemoCase => {
    const locale = SLAVIC.test(asker.familyName) ? 'ru' : i % 5 === 0 ? 'en' : 'et'
    const became = BECAME[i] ?? 'submitted'
    const way = new Way(asker, locale, i)
    const steps = way.to(became)
    const last = steps.at(-1)
    const isOver = (last?.step === 'decide' || last?.step === 'confirm') && asker.daysAgo - last.after > CLOSED_AFTER_DAYS + 2
    return {
      asker,
      locale,
      about: ({ origin, purpose }) => origin.id !== SYSTEMS.family.id || purpose.some(({ code }) => code === 'CAREMGT'),
      reasons: [REASON[asker.look]],
      wants: i % 4 === 1 ? ['explanation', 'correction'] : ['explanation'],
      care: (['no', 'unsure', 'yes'] as const)[i % 3] ?? 'no',
      knows: asker.look === 'night' ? 'yes' : 'no',
      text: ASKED[asker.look][locale],
      daysAgo: asker.daysAgo,
      steps: isOver ? [...steps, { step: 'close', by: 'clock', after: last.after + CLOSED_AFTER_DAYS }] : steps,
    }
  })
}

/** The steps of one question, of which every one of the later states has the earlier ones. */
class Way {
  readonly #asker: Asker
  readonly #locale: DemoLocale
  readonly #agent: DemoStaff
  readonly #second: DemoStaff
  /** Not everybody is as quick. */
  readonly #slow: number

  constructor(asker: Asker, locale: DemoLocale, i: number) {
    this.#asker = asker
    this.#locale = locale
    this.#agent = i % 2 === 0 ? KADRI : MARKO
    this.#second = i % 3 === 0 ? ENE : i % 2 === 0 ? MARKO : KADRI
    this.#slow = asker.daysAgo > 60 ? i % 4 : 0
  }

  to(became: (typeof BECAME)[number]): readonly DemoStep[] {
    switch (became) {
      case 'submitted':
        return []
      case 'acknowledged':
        return [this.#by('acknowledge', 1)]
      case 'triage':
        return this.#triaged()
      case 'asked-patient':
        return [...this.#triaged(), { ...this.#by('ask-patient', 2), text: ANSWERED['ask-patient'][this.#locale] }]
      case 'asked':
        return this.#asked()
      case 'answered':
        return this.#answered('justified')
      case 'reviewed':
        return [...this.#answered('mistaken'), this.#by('review', 9)]
      case 'proposed':
        return this.#proposed()
      case 'withdrawn':
        return [...this.#asked(), { step: 'withdraw', by: 'patient', after: 4 }]
      case 'extended':
        return [...this.#answered('unjustified'), this.#by('review', 9), { ...this.#by('extend', 20), text: ANSWERED.extend[this.#locale] }]
      case 'reopened':
        return [...this.#decided('mistaken'), { step: 'reopen', by: 'patient', after: 34, text: ANSWERED.reopen[this.#locale] }]
      case 'escalated':
        return [
          ...this.#decided('undetermined'),
          { step: 'escalate', by: 'patient', after: 20, body: 'authority', text: ANSWERED.escalate[this.#locale] },
        ]
      case 'justified':
        return [
          ...this.#proposed(),
          { step: 'confirm', by: this.#second, after: 12 + 9 * this.#slow, text: ANSWERED.justified[this.#locale] },
        ]
      default:
        return this.#decided(became)
    }
  }

  #by<S extends DemoStep['step']>(step: S, after: number) {
    return { step, by: this.#agent, after: after + this.#slow } as const
  }

  #triaged(): readonly DemoStep[] {
    return [this.#by('acknowledge', 1), this.#by('triage', 2)]
  }

  /** Of some organisations nobody answers here. */
  #asked(): readonly DemoStep[] {
    const asked = OFFICER[this.#asker.look]
    return asked ? [...this.#triaged(), { ...this.#by('ask-provider', 2), provider: asked.provider, text: PROPOSED.ask }] : this.#triaged()
  }

  #answered(finding: Outcome): readonly DemoStep[] {
    const asked = OFFICER[this.#asker.look]
    if (!asked) return this.#triaged()
    return [...this.#asked(), { step: 'answer', by: asked.officer, after: 8 + this.#slow, finding, text: PROPOSED.found[finding] }]
  }

  #proposed(): readonly DemoStep[] {
    const text = ANSWERED.justified[this.#locale]
    return [...this.#answered('justified'), this.#by('review', 9), { ...this.#by('propose', 10), text }]
  }

  #decided(outcome: Exclude<Outcome, 'justified'>): readonly DemoStep[] {
    const text = ANSWERED[outcome][this.#locale]
    const [review, decide] = OFFICER[this.#asker.look] ? [9, 11] : [3, 4]
    return [...this.#answered(outcome), this.#by('review', review), { ...this.#by('decide', decide), outcome, text }]
  }
}

import type { StaffCase } from './staff-view.ts'

/** What somebody fills in: words, and one choice. */
type Form = { readonly text?: true; readonly choice?: 'assignee' | 'provider' | 'outcome' | 'body' }

/** The forms of agents and supervisors, in the order in which they are shown. `take` and `release` are two ways to assign. */
export const STAFF_FORMS = {
  take: {},
  'take-review': {},
  confirm: {},
  return: { text: true },
  triage: {},
  review: {},
  'ask-provider': { choice: 'provider', text: true },
  decide: { choice: 'outcome', text: true },
  propose: { text: true },
  'ask-patient': { text: true },
  write: { text: true },
  note: { text: true },
  close: {},
  extend: { text: true },
  escalate: { choice: 'body', text: true },
  assign: { choice: 'assignee' },
  release: {},
  'break-glass': { text: true },
  conflict: {},
} as const satisfies Readonly<Record<string, Form>>

export type FormName = keyof typeof STAFF_FORMS
export const formOf = (name: FormName): Form => STAFF_FORMS[name]
export const FORM_NAMES = Object.keys(STAFF_FORMS) as readonly FormName[]

/** What is rarely needed, or not undone. */
export const RARE: readonly FormName[] = ['extend', 'escalate', 'assign', 'release', 'break-glass', 'conflict']

/** Texts to begin with; each is in three languages. */
const TEXTS = {
  'ask-provider': ['provider'],
  'ask-patient': ['when', 'who'],
  write: ['progress'],
  propose: ['justified'],
  decide: ['automatic', 'administration', 'mistaken', 'unjustified', 'log-wrong', 'undetermined', 'out-of-scope'],
  extend: ['extend'],
  escalate: ['escalate'],
} as const satisfies { readonly [form in FormName]?: readonly string[] }
export type Template = (typeof TEXTS)[keyof typeof TEXTS][number]
export const TEMPLATES: { readonly [form in FormName]?: readonly Template[] } = TEXTS

/** Reads `decide.mistaken` of an address. */
export function parseTemplate(value: unknown): { readonly form: FormName; readonly template: Template } | undefined {
  const [name, wanted] = typeof value === 'string' ? value.split('.') : []
  const form = FORM_NAMES.find((one) => one === name)
  const template = form && TEMPLATES[form]?.find((one) => one === wanted)
  return form && template && { form, template }
}

type Shown = Pick<StaffCase, 'row' | 'steps' | 'me'> & { readonly opened?: object }

/** The forms that this reader gets for this case, by what the state machine lets them do. */
export function staffForms({ row, steps, me, opened }: Shown): readonly FormName[] {
  if (me.role === 'officer') return []
  const free = row.assignee === null
  return FORM_NAMES.filter((form) => {
    if (form === 'take') return me.role === 'agent' && free && (steps.includes('acknowledge') || steps.includes('assign'))
    if (form === 'release') return opened !== undefined && row.assignee === me.staff && steps.includes('assign')
    if (form === 'assign') return steps.includes(form) && (me.role === 'supervisor' || row.assignee === me.staff)
    if (form === 'break-glass') return opened === undefined && steps.includes(form)
    if (opened === undefined && form === 'take-review') return steps.includes(form)
    return (opened !== undefined || form === 'conflict') && steps.includes(form)
  })
}

import { z } from 'zod'
import {
  CALL_ANSWERS,
  CALL_ANSWERS_NEEDED,
  DOCUMENTS,
  MOST_DAYS,
  type PassedOn,
  SHORTEST_NAME,
  WAYS,
  type Way,
} from '#lib/dispute/assisted.ts'
import { addDays } from '#lib/dispute/calendar.ts'
import { LONGEST_TEXT } from '#lib/dispute/kinds.ts'
import { isDay } from '#lib/event/days.ts'
import { hasHidden } from '#lib/event/visible.ts'
import { LANGUAGES } from '#lib/languages.ts'
import { AppError } from '../app-error.ts'
import type { Form } from '../request.ts'

const line = z
  .string()
  .trim()
  .max(200)
  .refine((text) => !hasHidden(text))
const lines = z
  .string()
  .max(1000)
  .trim()
  .refine((text) => !hasHidden(text.replaceAll('\n', ' ')))
const day = z.string().refine(isDay)

const person = {
  code: line.min(1),
  name: line.min(1),
  address: lines.default(''),
  language: z.enum(Object.keys(LANGUAGES) as [keyof typeof LANGUAGES]),
  remark: lines.default(''),
  consent: z.literal('yes'),
}
const start = z.discriminatedUnion('way', [
  z.object({
    ...person,
    way: z.literal(WAYS[0]),
    document: z.enum(DOCUMENTS),
    documentEnd: z
      .string()
      .transform((text) => text.replaceAll(' ', '').toUpperCase())
      .pipe(z.string().regex(/^[A-Z0-9]{4}$/)),
  }),
  z.object({ ...person, way: z.literal(WAYS[1]), calledBack: z.literal('yes') }),
])
export type Start = z.infer<typeof start> & { readonly answers: readonly string[] }

const search = z
  .object({
    organisation: line.min(SHORTEST_NAME),
    from: day,
    until: day,
    around: z
      .string()
      .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/)
      .optional(),
  })
  .refine(({ from, until }) => from <= until && until < addDays(from, MOST_DAYS))
export type Search = z.infer<typeof search>

const said = z.enum(WAYS)
const words = z.object({ said, text: z.string().trim().min(1).max(LONGEST_TEXT) })
const passed = { inform: words, reopen: words, withdraw: z.object({ said, sure: z.literal('yes') }) } as const satisfies Readonly<
  Record<PassedOn, z.ZodType>
>
/** What the person says, and how. */
export type Passed = { readonly step: PassedOn; readonly said: Way; readonly text?: string }

/** Who it is, and how that was made sure. @throws {AppError} `bad-request` */
export function readStart(form: Form): Start {
  const given = read(start, form)
  const answers = CALL_ANSWERS.filter((answer) => form.has(`answer.${answer}`))
  if (given.way === 'telephone' && answers.length !== CALL_ANSWERS_NEEDED)
    throw new AppError('bad-request', { message: 'Two answers are needed.' })
  return { ...given, answers: given.way === 'telephone' ? answers : [] }
}

/** What the person has named: an organisation, and days. @throws {AppError} `bad-request` */
export function readSearch(form: Form): Search {
  return read(search, form)
}

/** What the person says; that a question is taken back must be said to be meant. @throws {AppError} `bad-request` */
export function readPassed(step: PassedOn, form: Form): Passed {
  const given = read(passed[step], form)
  return { step, said: given.said, ...('text' in given && { text: given.text }) }
}

function read<T extends z.ZodType>(schema: T, form: Form): z.infer<T> {
  const given = schema.safeParse(Object.fromEntries([...form].filter(([, value]) => value !== '')))
  if (!given.success) throw new AppError('bad-request', { message: `This form needs: ${z.prettifyError(given.error)}` })
  return given.data
}

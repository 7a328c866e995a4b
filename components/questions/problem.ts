import { useTranslations } from 'next-intl'
import { FILE_PROBLEMS, LARGEST_FILE, LARGEST_TOGETHER, MOST_FILES } from '#lib/dispute/file-limits.ts'
import { LONGEST_TEXT } from '#lib/dispute/kinds.ts'

const PROBLEMS = ['text', 'tooLong', 'body', 'notNow', 'tooMany'] as const
const MB = 1024 * 1024

/** What was wrong with the form, beside the field where it was; `form` where it was in none. */
type FormProblem = { readonly text?: string; readonly files?: string; readonly body?: string; readonly form?: string }

export function useFormProblem(problem: unknown): FormProblem {
  const t = useTranslations('questions.problem')
  const file = FILE_PROBLEMS.find((one) => `file.${one}` === problem)
  if (file) return { files: t(`file.${file}`, { most: MOST_FILES, each: LARGEST_FILE / MB, together: LARGEST_TOGETHER / MB }) }
  const known = PROBLEMS.find((one) => one === problem)
  if (known === 'body') return { body: t('body') }
  if (known === 'text' || known === 'tooLong') return { text: t(known, { most: LONGEST_TEXT }) }
  return known ? { form: t(known) } : {}
}

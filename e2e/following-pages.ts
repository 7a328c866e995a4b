import type { Page } from '@playwright/test'
import { KADRI } from '#lib/dispute/demo.ts'
import { askAboutNewest, DECIDED, type Done, takeSteps } from './cases.ts'
import { logIn } from './log-in.ts'
import type { PageState } from './pages.ts'
import { somebodyNew, submitLook } from './product.ts'

/** Opens a page as somebody who asked a question with which support has done this. */
async function withQuestion(page: Page, steps: readonly Done[], path: (id: string) => string): Promise<void> {
  const code = somebodyNew()
  await submitLook(code)
  const at = await askAboutNewest({ code })
  await takeSteps(at, KADRI, ...steps)
  await logIn(page, { code }, path(at.id))
}

/** The pages on which a question is followed, in their states. */
export const FOLLOWING_PAGES: readonly PageState[] = [
  { name: 'no questions yet', title: /^Your questions · Sightline$/, open: (page) => logIn(page, { code: somebodyNew() }, '/questions') },
  { name: 'questions', title: /^Your questions/, open: (page) => withQuestion(page, ['acknowledge'], () => '/questions') },
  {
    name: 'a question that waits for the patient',
    title: /^Question · Sightline$/,
    open: (page) => withQuestion(page, ['acknowledge', ['ask-patient', { text: 'Which day do you mean?' }]], (id) => `/questions/${id}`),
  },
  { name: 'a question that is answered', title: /^Question/, open: (page) => withQuestion(page, DECIDED, (id) => `/questions/${id}`) },
  { name: 'a question that has arrived', title: /^Question/, open: (page) => withQuestion(page, [], (id) => `/questions/${id}?sent=yes`) },
  {
    name: 'a file that is not taken',
    title: /^Question/,
    open: (page) => withQuestion(page, [], (id) => `/questions/${id}?problem=file.active`),
  },
  { name: 'withdrawing a question', title: /^Withdraw/, open: (page) => withQuestion(page, [], (id) => `/questions/${id}/withdraw`) },
  { name: 'opening a question again', title: /^Open the/, open: (page) => withQuestion(page, DECIDED, (id) => `/questions/${id}/reopen`) },
  { name: 'another body', title: /^Take it/, open: (page) => withQuestion(page, [], (id) => `/questions/${id}/escalate?problem=body`) },
  { name: 'no such question', title: /^Question/, open: (page) => withQuestion(page, [], () => '/questions/x') },
]

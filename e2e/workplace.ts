import type { Page } from '@playwright/test'
import type { OpenedCase } from './cases.ts'

export const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
export const open = (page: Page, name: string) => page.locator('summary').filter({ hasText: name }).click()
export const caseAt = ({ id }: OpenedCase) => `/support/cases/${id}`
export const thread = (page: Page) => page.getByRole('list', { name: 'What happened, oldest first' })
export const entries = (page: Page) => page.getByRole('list', { name: 'The entries that are asked about' })
export const SHUT = 'What is in this question is shut'
export const WORDS = 'I was not at this clinic in that month.'

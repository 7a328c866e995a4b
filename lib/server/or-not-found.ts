import { notFound } from 'next/navigation'
import { AppError } from './app-error.ts'
import { forPage } from './problem.ts'

/** `forPage`, but that what is not there, or is another's, has a page of its own. */
export async function orNotFound<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await forPage(work)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') notFound()
    throw error
  }
}

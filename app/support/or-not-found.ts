import { notFound } from 'next/navigation'
import { AppError } from '#lib/server/app-error.ts'

/** For pages: what `read` gives, or that there is no such page. */
export async function orNotFound<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') notFound()
    throw error
  }
}

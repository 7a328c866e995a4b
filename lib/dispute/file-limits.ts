/** What may be attached to a question: each file, and all of one question together, in bytes. */
export const FILE_TYPES = ['application/pdf', 'image/png', 'image/jpeg', 'image/webp'] as const
export type FileType = (typeof FILE_TYPES)[number]
export const MOST_FILES = 10
export const LARGEST_FILE = 5 * 1024 * 1024
export const LARGEST_TOGETHER = 20 * 1024 * 1024

/** Why a file is not taken. `active`: it has scripts, files or actions of its own. */
export const FILE_PROBLEMS = ['empty', 'too-large', 'too-many', 'other-kind', 'damaged', 'encrypted', 'active'] as const
export type FileProblem = (typeof FILE_PROBLEMS)[number]

/** @property problem Why. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused'
  readonly problem: FileProblem
  constructor(problem: FileProblem, options?: ErrorOptions) {
    super(`The file is not taken: ${problem}.`, options)
    this.problem = problem
  }
}

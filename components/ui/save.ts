import type { SavedFile } from '#lib/verify/types.ts'

/** Hands a file to the browser to be saved; it goes nowhere else. */
export function save({ name, type, text }: SavedFile): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

import compile from 'icu-minify/compile'
import type { Messages } from './texts.ts'

/** A message file as it is written: ICU in a tree. */
export type Written = { readonly [key: string]: string | Written }

/** Its messages in the form that the pages have after their build. @throws {SyntaxError} if one is no ICU message. */
export function compiled(written: Written): Messages {
  const entries = Object.entries(written).map(([key, text]) => [key, typeof text === 'string' ? compile(text) : compiled(text)])
  return Object.fromEntries(entries)
}

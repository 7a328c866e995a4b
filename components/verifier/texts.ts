import type { CompiledMessage } from 'icu-minify/format'
import { isMessage, type Words, wordsForAnybody } from '#components/layout/words-about.ts'
import { type Fills, type Part, partsOf, plain, type Values } from './icu.ts'

/** Compiled messages: a file of them, or the part of one that stands in the single file. */
export type Messages = Words

/** What of a message file the verifier shows: whole sections, or single messages of one. */
export const SECTIONS = ['verifier', 'fileEntry', 'verdict', 'event', 'promise.withheld', 'promise.unexplained'] as const

/** Texts by key, in one language, without React. */
export class Texts {
  readonly locale: string
  readonly #messages: Messages

  constructor(locale: string, messages: Messages) {
    this.locale = locale
    this.#messages = messages
  }

  /** @throws {Error} if there is no such message: a key is written in the code, not read from a file. */
  parts(key: string, values?: Values, fills?: Fills): readonly Part[] {
    return partsOf(messageAt(this.#messages, key), this.locale, values, fills)
  }

  text(key: string, values?: Values): string {
    return plain(this.parts(key, values))
  }

  list(items: readonly string[]): string {
    return new Intl.ListFormat(this.locale).format(items)
  }

  /** In the time zone of whoever reads it, which is named. */
  time(seconds: number): string {
    const form = { dateStyle: 'long', timeStyle: 'long' } as const
    return Number.isNaN(new Date(seconds * 1000).getTime()) ? '–' : new Intl.DateTimeFormat(this.locale, form).format(seconds * 1000)
  }

  number(value: number): string {
    return new Intl.NumberFormat(this.locale).format(value)
  }
}

/** The messages that the verifier needs, out of a whole file; of a list they speak as of anybody's. */
export function verifierMessages(messages: Messages): Messages {
  const all = wordsForAnybody(messages)
  const chosen: Record<string, CompiledMessage | Messages> = {}
  for (const path of SECTIONS) {
    const [section = '', key] = path.split('.')
    const found = key === undefined ? all[section] : messageAt(all, path)
    if (found === undefined) throw new Error(`there are no messages ${path}`)
    chosen[section] = key === undefined ? found : { ...(chosen[section] as Messages | undefined), [key]: found }
  }
  return chosen
}

function messageAt(messages: Messages, path: string): CompiledMessage {
  let found: CompiledMessage | Messages | undefined = messages
  for (const key of path.split('.')) found = found !== undefined && !isMessage(found) && Object.hasOwn(found, key) ? found[key] : undefined
  if (found === undefined || !isMessage(found)) throw new Error(`there is no message ${path}`)
  return found
}

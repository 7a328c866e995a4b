import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { createTranslator } from 'next-intl'
import { NOT_REPORTED, RECORD_SYSTEM_KINDS } from '#lib/event/record-system.ts'
import { KEYS } from '#lib/event/words.ts'

type Messages = { readonly [key: string]: string | Messages }

const messages: Messages = JSON.parse(readFileSync(new URL('en.json', import.meta.url), 'utf8'))

function leaves(of: Messages, path: readonly string[] = []): readonly (readonly [string, string])[] {
  return Object.entries(of).flatMap(([key, value]) =>
    typeof value === 'string' ? [[[...path, key].join('.'), value] as const] : leaves(value, [...path, key]),
  )
}

const named = (value: string) => new Set([...value.matchAll(/\{\s*(\w+)\s*[,}]|<(\w+)>/g)].flatMap(([, place, tag]) => place ?? tag ?? []))

test('every meaning that codes can have has words', () => {
  const known = new Map(leaves(messages))
  for (const [table, keys] of Object.entries(KEYS)) {
    for (const key of keys) assert.ok(known.has(`event.${table}.${key}`), `event.${table}.${key}`)
  }
})

test('every role, every automatic look and every kind of record system is explained', () => {
  const known = new Map(leaves(messages))
  const all = {
    'explain.role': KEYS.role,
    'explain.automatic': KEYS.automatic,
    'explain.system': RECORD_SYSTEM_KINDS,
    'leavesOut.code': NOT_REPORTED,
  }
  for (const [table, keys] of Object.entries(all))
    for (const key of keys) assert.ok((known.get(`${table}.${key}`) ?? '').length > 10, `${table}.${key}`)
})

test('every message can be formatted', () => {
  const failures: string[] = []
  const t = createTranslator({ locale: 'en-GB', messages, timeZone: 'UTC', onError: (error) => failures.push(String(error)) })
  for (const [key, value] of leaves(messages)) {
    const places = [...named(value)].map((name) => [name, value.includes(`<${name}>`) ? (chunks: unknown) => chunks : 1])
    t.rich(key as never, Object.fromEntries(places))
  }
  assert.deepEqual(failures, [])
})

import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readPermissions } from '../e2e/permissions.ts'

const METHODS = /^export (?:async )?(?:function|const) (GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b|^export \{ ([^}]*) \}/gm

/** Every page and address that the web server answers, as the table names them: `GET /for/:acting/history`. */
function addresses(): string[] {
  return globSync('app/**/{page.tsx,route.ts}').flatMap((file) => {
    const path = file
      .replace(/^app/, '')
      .replace(/\/(page\.tsx|route\.ts)$/, '')
      .replaceAll(/\/\([^)]*\)/g, '')
      .replaceAll(/\[(?:\.\.\.)?(\w+)\]/g, ':$1')
    if (file.endsWith('page.tsx')) return [`GET ${path || '/'}`]
    return [...readFileSync(file, 'utf8').matchAll(METHODS)].flatMap(([, method, names = '']) =>
      [method, ...names.split(/,\s*|\s+as\s+/)].filter((name) => /^[A-Z]+$/.test(name ?? '')).map((name) => `${name} ${path}`),
    )
  })
}

test('every page and every address stands in the table of permissions, and nothing else does', () => {
  const told = readPermissions().map(({ method, path }) => `${method} ${path}`)
  assert.equal(new Set(told).size, told.length, 'each once')
  assert.deepEqual(told.toSorted(), addresses().toSorted())
})

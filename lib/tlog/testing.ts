import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { type VerificationCode, VerificationError } from './error.ts'

const root = process.env.VECTORS_DIR

/** A test over vectors that others made. Without VECTORS_DIR it is skipped aloud; with one that does not exist it fails. */
export function vectorTest(name: string, folder: string, body: (folder: string) => void | Promise<void>): void {
  if (root === undefined) console.log(`VECTORS_DIR is not set: skipped "${name}"`)
  test(name, { skip: root === undefined }, () => {
    const path = join(root ?? '', folder)
    assert.ok(existsSync(path), `${path} does not exist`)
    return body(path)
  })
}

export function jsonFiles<T>(folder: string): { file: string; vector: T }[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'))
  return files.map((file) => ({ file, vector: JSON.parse(readFileSync(join(folder, file), 'utf8')) }))
}

/** For `assert.throws`: a verification error with this code, or with any. */
export function refusal(code?: VerificationCode): (error: unknown) => boolean {
  return (error) => error instanceof VerificationError && (code === undefined || error.code === code)
}

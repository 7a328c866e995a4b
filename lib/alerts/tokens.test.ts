import assert from 'node:assert/strict'
import { test } from 'node:test'
import { confirmationToken, isConfirmationToken, openUnsubscribeToken, unsubscribeToken } from './tokens.ts'

const SECRET = 'only-for-tests-only-for-tests-only'
const PATIENT = 'e75e989b-76e6-83b9-ef47-50787c9a394c'
const ID = new Uint8Array(16).fill(7)

test('an unsubscribe token opens for us, says nothing to others and is never the same', () => {
  const token = unsubscribeToken(SECRET, PATIENT, 'mari@mail.example')
  assert.match(token, /^[\w-]{80}$/)
  assert.notEqual(unsubscribeToken(SECRET, PATIENT, 'mari@mail.example'), token)
  const opened = openUnsubscribeToken(SECRET, token)
  assert.equal(opened?.patient, PATIENT)
  assert.equal(opened?.isFor('mari@mail.example'), true)
  assert.equal(opened?.isFor('jaan@mail.example'), false)
  assert.ok(!Buffer.from(token, 'base64url').includes(Buffer.from(PATIENT.replaceAll('-', ''), 'hex')))
})

test('a token that was changed, shortened or made with another secret opens nothing', () => {
  const token = unsubscribeToken(SECRET, PATIENT, 'mari@mail.example')
  assert.equal(openUnsubscribeToken(`${SECRET}!`, token), undefined)
  for (let i = 0; i < token.length; i += 7) {
    const changed = `${token.slice(0, i)}${token[i] === 'A' ? 'B' : 'A'}${token.slice(i + 1)}`
    assert.equal(openUnsubscribeToken(SECRET, changed), undefined, String(i))
  }
  for (const other of ['', 'x', token.slice(1), `${token}A`, `${token}=`, ` ${token}`])
    assert.equal(openUnsubscribeToken(SECRET, other), undefined)
})

test('a confirmation token counts for its person and its link', () => {
  const token = confirmationToken(SECRET, PATIENT, ID)
  assert.equal(isConfirmationToken(SECRET, PATIENT, ID, token), true)
  assert.equal(isConfirmationToken(SECRET, PATIENT, new Uint8Array(16), token), false)
  assert.equal(isConfirmationToken(SECRET, PATIENT.replace('e', 'f'), ID, token), false)
  assert.equal(isConfirmationToken(`${SECRET}!`, PATIENT, ID, token), false)
  for (const other of ['', token.slice(1), `${token}A`]) assert.equal(isConfirmationToken(SECRET, PATIENT, ID, other), false)
})

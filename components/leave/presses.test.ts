import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NO_PRESSES, type Presses, released } from './presses.ts'

const press = (text: string, every = 200): number =>
  text.split(' ').reduce<Presses>((before, name, i) => {
    const [key = '', shift] = name.split('+').toReversed()
    return released(before, { key, shiftKey: shift === 'Shift', timeStamp: 1000 + i * every })
  }, NO_PRESSES).count

test('Shift that is pressed three times in a row counts three', () => {
  assert.equal(press('Shift'), 1)
  assert.equal(press('Shift Shift Shift'), 3)
})

test('a capital letter is no press of Shift', () => {
  assert.equal(press('Shift+A Shift Shift+B Shift Shift+C Shift'), 0)
  assert.equal(press('Shift Shift Shift+ArrowDown Shift'), 0)
})

test('another key in between begins the count anew', () => {
  assert.equal(press('Shift Shift a Shift'), 1)
  assert.equal(press('Shift+A Shift Shift Shift'), 2)
})

test('presses that are far apart do not add up', () => {
  assert.equal(press('Shift Shift Shift', 5000), 3)
  assert.equal(press('Shift Shift Shift', 5001), 1)
})

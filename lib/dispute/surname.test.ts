import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sameName, shareSurname } from './surname.ts'

test('people of one family name are found, however it is written', () => {
  assert.ok(shareSurname('Kadri Kuusk', 'Mart KUUSK'))
  assert.ok(shareSurname('Riina Mägi', 'Jaan Magi'))
  assert.ok(shareSurname('Mari Maasikas-Tamm', 'Jaan Tamm'))
  assert.ok(shareSurname('Olga Ivanova', 'Pjotr Ivanov'))
  assert.ok(shareSurname('Ольга Иванова', 'Пётр Иванов'))
})

test('others are not', () => {
  assert.ok(!shareSurname('Kadri Kuusk', 'Kadri Kask'))
  assert.ok(!shareSurname('Eva Ilves', 'Ilves Eva'))
  assert.ok(!shareSurname('', ''))
  assert.ok(!shareSurname('Marina', 'Marin Kask'))
})

test('one person is found by the whole name', () => {
  assert.ok(sameName('Kadri Kuusk', 'KADRI  Kuusk'))
  assert.ok(!sameName('Kadri Kuusk', 'Mart Kuusk'))
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contactSheet, PICTURE } from './contact-sheet.ts'

test('each page has a line, its pictures from narrow to wide', () => {
  const files = ['start.1280.light.png', 'start.320.light.png', 'log-in.320.dark.png', 'start.320.dark.png']
  const lines = contactSheet(files)
    .split('\n')
    .map((line) => [...line.matchAll(/src="([^"]+)"/g)].map(([, file]) => file))
  assert.deepEqual(lines.toSorted(), [[], ['log-in.320.dark.png'], ['start.320.dark.png', 'start.320.light.png', 'start.1280.light.png']])
})

test('what is no picture of ours is left alone', () => {
  for (const file of ['index.html', 'holiday.png', 'start.320.png', 'start.wide.dark.png']) assert.equal(PICTURE.test(file), false, file)
})

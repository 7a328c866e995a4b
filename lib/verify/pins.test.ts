import assert from 'node:assert/strict'
import { test } from 'node:test'
import { printProofPart } from '#lib/history/proof-part.ts'
import { TestLog } from '#lib/history/testing.ts'
import { refusal } from '#lib/tlog/testing.ts'
import { keepPin, verifyPin } from './pins.ts'
import { ANNA, addEntries, memoryPins, NOW } from './testing.ts'

const log = new TestLog({ quorum: 'both' })
const pin = () => printProofPart(log.firstPage(ANNA).proof)
const head = (text: string) => verifyPin(text, log.trust, ANNA, NOW)

test('what was proven of a smaller log, or of another text of the same size, replaces no pin', async () => {
  addEntries(log, ANNA, 0, 5)
  log.seal(NOW)
  const small = pin()
  const fork = new TestLog({ quorum: 'both' })
  addEntries(fork, ANNA, 1, 6)
  fork.seal(NOW)
  addEntries(log, ANNA, 5, 9)
  log.seal(NOW)
  const large = pin()
  const store = memoryPins()
  const kept = async (text: string) => {
    await keepPin(store, log.trust, head(text))
    return [...store.texts.values()]
  }
  assert.deepEqual(await kept(small), [small])
  assert.deepEqual(await kept(printProofPart(fork.firstPage(ANNA).proof)), [small])
  assert.deepEqual(await kept(large), [large])
  assert.deepEqual(await kept(small), [large])
})

test('a pin that its witnesses have not sealed is none', () => {
  log.sign(NOW, 1)
  assert.throws(() => head(pin()), refusal('quorum-not-met'))
})

import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { askBeforeLeaving, isAnythingUnsent } from './leaving.ts'

class Area {
  defaultValue = ''
  value = ''
}
class Form {
  readonly method = 'post'
  readonly elements: Iterable<Area> & { readonly namedItem: (name: string) => unknown }
  constructor(fields: readonly Area[], names: readonly string[] = ['visit']) {
    this.elements = Object.assign([...fields], { namedItem: (name: string) => names.find((one) => one === name) ?? null })
  }
}

describe('what is written and not sent', () => {
  const page = { forms: [] as Form[] }
  before(() => {
    const nothing = () => undefined
    const names = { HTMLFormElement: Form, HTMLTextAreaElement: Area, HTMLInputElement: class {}, document: page }
    Object.assign(globalThis, { addEventListener: nothing, removeEventListener: nothing, ...names })
  })

  test('is what those say who know it, as long as they are there', () => {
    let one = false
    const stop = [askBeforeLeaving(() => one), askBeforeLeaving(() => false)]
    assert.equal(isAnythingUnsent(), false)
    one = true
    assert.equal(isAnythingUnsent(), true)
    for (const each of stop) each()
    assert.equal(isAnythingUnsent(), false)
  })

  test('is else what a form of a session is changed by, unless somebody knows that it is kept', () => {
    const area = new Area()
    page.forms = [new Form([area]), new Form([Object.assign(new Area(), { value: 'a search' })], [])]
    assert.equal(isAnythingUnsent(), false)
    area.value = 'Words'
    assert.equal(isAnythingUnsent(), true)
    const stop = askBeforeLeaving(() => false)
    assert.equal(isAnythingUnsent(), false)
    stop()
  })
})

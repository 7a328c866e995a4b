import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { chooseLanguage, languageOf } from './languages.ts'

describe('somebody reads', () => {
  const asked: readonly (readonly [header: string, language: string])[] = [
    ['et', 'et'],
    ['et-EE,et;q=0.9,en;q=0.8', 'et'],
    ['fi-FI, ru;q=0.5, et;q=0.7', 'et'],
    ['en;q=0.2, RU-ru;q=0.21', 'ru'],
    ['ru,et', 'ru'],
    ['et;q=0,ru;q=0.1', 'ru'],
    ['de, *;q=0.1', 'en'],
    ['', 'en'],
    ['etc, ru;q=2, et;q=x, __proto__, constructor', 'en'],
    [`${'de,'.repeat(1000)}et`, 'en'],
  ]
  for (const [header, language] of asked)
    test(`${language} when the browser asks for ${JSON.stringify(header.slice(0, 50))}`, () =>
      assert.equal(chooseLanguage('', header), language))

  test('what was chosen, whatever the browser asks for', () => {
    for (const cookies of ['language=ru', 'a=language=et; language=ru; b=1', 'mylanguage=et;language=ru'])
      assert.equal(chooseLanguage(cookies, 'et'), 'ru')
  })
  test('what the browser asks for, when what was chosen is no language of ours', () => {
    for (const chosen of ['fi', '', 'EN', 'toString', '__proto__']) assert.equal(chooseLanguage(`language=${chosen}`, 'et'), 'et')
  })
  test('the first that we have in a list of tags', () => assert.equal(chooseLanguage('', ['fi', 'ru-RU', 'et'].join(',')), 'ru'))
  test('what the fields of a request say', () => {
    assert.equal(languageOf(new Headers({ cookie: 'language=ru', 'accept-language': 'et' })), 'ru')
    assert.equal(languageOf(new Headers({ 'accept-language': 'et' })), 'et')
    assert.equal(languageOf(new Headers()), 'en')
  })
})

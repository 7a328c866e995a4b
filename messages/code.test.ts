import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { transformSync } from 'esbuild'

/** Attributes that are read out or shown. */
const SPOKEN =
  /^(aria-(label|description|roledescription|valuetext|placeholder|braillelabel)|alt|title|placeholder|label|summary|abbr|content)$/
/** Names that are the same in every language. */
const ALLOWED = ['Sightline', 'SHA-256']
/** Elements that hold code, which is typed as it stands. */
const CODE = /^(code|pre|style|script|Command)$/

type Tree = { readonly type: string; readonly [part: string]: unknown }
const { parse } = createRequire(import.meta.url)('next/dist/compiled/acorn') as {
  parse: (code: string, options: object) => Tree
}
const isTree = (part: unknown): part is Tree => typeof part === 'object' && part !== null && 'type' in part

/** Texts that JSX shows or has read out, written in the code itself. */
function textsIn(source: string): readonly string[] {
  const { code } = transformSync(source, { loader: 'tsx', jsx: 'transform', jsxFactory: 'JSX', jsxFragment: 'JSX', target: 'es2022' })
  return callsIn(parse(code, { ecmaVersion: 'latest', sourceType: 'module' })).flatMap(([element, attributes, ...children]) => {
    if (isTree(element) && CODE.test(String(element.value ?? element.name))) return []
    const spoken = isTree(attributes) && attributes.type === 'ObjectExpression' ? (attributes.properties as Tree[]) : []
    const values = spoken.flatMap(({ key, value }) => (isTree(key) && SPOKEN.test(String(key.value ?? key.name)) ? [value] : []))
    return [...values, ...children].flatMap(wordsOf)
  })
}

function callsIn(tree: unknown): readonly (readonly unknown[])[] {
  if (Array.isArray(tree)) return tree.flatMap(callsIn)
  if (!isTree(tree)) return []
  const inner = Object.values(tree).flatMap(callsIn)
  const { type, callee } = tree
  const isElement = type === 'CallExpression' && isTree(callee) && callee.name === 'JSX'
  return isElement ? [tree.arguments as unknown[], ...inner] : inner
}

/** The letters of a value, whatever condition it stands under; what a function makes of it is not followed. */
function wordsOf(value: unknown): readonly string[] {
  if (!isTree(value)) return []
  const { type } = value
  if (type === 'Literal') return hasWords(value.value) ? [value.value] : []
  if (type === 'TemplateLiteral') return (value.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked).filter(hasWords)
  if (type === 'ConditionalExpression') return [value.consequent, value.alternate].flatMap(wordsOf)
  if (type === 'LogicalExpression' || type === 'BinaryExpression')
    return [value.left, value.right].flatMap(type === 'BinaryExpression' && value.operator !== '+' ? () => [] : wordsOf)
  return []
}

function hasWords(text: unknown): text is string {
  return typeof text === 'string' && /\p{L}{2}/u.test(text) && !ALLOWED.includes(text.trim())
}

test('no text stands in the code of pages and components', () => {
  const files = globSync('{app,components}/**/*.tsx')
  assert.ok(files.length > 100)
  const found = files.flatMap((file) => textsIn(readFileSync(file, 'utf8')).map((text) => `${file}: ${text}`))
  assert.deepEqual(found, [])
})

test('a text in the code is found wherever it may stand', () => {
  const texts = {
    '<p>Some words</p>': ['Some words'],
    "<p>{'Some words'}</p>": ['Some words'],
    '<p>{open && <b>More</b>}</p>': ['More'],
    "<p>{open ? 'Yes' : `No ${name}`}</p>": ['Yes', 'No '],
    "<p>{'By ' + name}</p>": ['By '],
    '<><i />Words</>': ['Words'],
    '<img alt="A picture" src="x.png" />': ['A picture'],
    "<button aria-label={open ? 'Close' : t('open')} title={`Help`} />": ['Close', 'Help'],
    '<input placeholder="Name" className="wide" type="text" />': ['Name'],
    "<p className={open ? 'wide' : 'narrow'}>{t('key')} · {count === 'one'} – 5 ×</p>": [],
  }
  for (const [source, expected] of Object.entries(texts)) assert.deepEqual(textsIn(`const x = ${source}`), expected, source)
})

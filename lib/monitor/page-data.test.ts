import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { dataFindings } from './page-data.ts'

const A = '/_next/static/chunks/a.js'
const files = new Map([A, '/_next/static/chunks/b.js', '/_next/static/chunks/look.css', '/icon.svg'].map((path) => [path, '']))
const BEGIN = '(self.__next_f=self.__next_f||[]).push([0])'
const push = (text: string) => `self.__next_f.push(${JSON.stringify([1, text])})`
const chunks = (data: unknown) => `(globalThis["TURBOPACK"] || (globalThis["TURBOPACK"] = [])).push(${JSON.stringify(data)});`
const found = (...scripts: string[]) => dataFindings(scripts, files).join('\n')
const rows = (...lines: string[]) => found(BEGIN, push(lines.map((line) => `${line}\n`).join('')))
const element = (...parts: unknown[]) => rows(`4:${JSON.stringify(['$', ...parts])}`)

/** Each kind of row that the framework writes for the product’s pages. */
const HONEST = [
  '1:"$Sreact.fragment"',
  `6:"${A}"`,
  `9:I[39756,["$6","/_next/static/chunks/b.js"],"default"]`,
  ':HL["/_next/static/chunks/look.css","style",{"nonce":"x"}]',
  ':HC["/",""]',
  'b:X',
  'b:["$","$1",null,{"children":["$","$L9",null,{"error":"$undefined"}]}]',
  'b:C',
  '4:["$","p",null,{"children":"Node.js, a script, an object and a $ sign are words"}]',
  '3:["$","link","0",{"rel":"stylesheet","href":"/_next/static/chunks/look.css","precedence":"next","crossOrigin":"$undefined"}]',
  '5:["$","link","3",{"rel":"icon","href":"/icon.svg?icon.2dow.svg","sizes":"any"}]',
  `7:["$","script","script-0",{"src":"${A}","async":true,"nonce":"x"}]`,
  '8:["$","meta","0",{"name":"referrer","content":"same-origin"}]',
  'c:["$","$Sreact.suspense",null,{"children":null}]',
]

test('the data of an honest page have nothing that is not in the release, however they are cut', () => {
  const text = `${HONEST.join('\n')}\n1e:T6,h€o\n1f:null\n`
  assert.equal(found(BEGIN, push(text)), '')
  assert.equal(found(BEGIN, ...Array.from(text, push)), '')
  assert.equal(found(), '')
  assert.equal(found(chunks({ otherChunks: ['static/chunks/a.js'], runtimeModuleIds: [94553] }), BEGIN), '')
})

describe('what data would load from elsewhere is found', () => {
  const SRC = 'https://trick.example/x'
  const cases: readonly (readonly [string, () => string, RegExp])[] = [
    [
      'in other letters',
      () => found(BEGIN, `self.__next_f.push([1,"7:\\"/_next/\\u0073tatic/chunks/evil.js\\"\\n"])`),
      /evil\.js, which is not/,
    ],
    ['in other letters twice', () => rows('7:"/_next/\\u0073tatic/chunks/evil.js"'), /\/_next\/static\/chunks\/evil\.js, which is not/],
    ['cut in two', () => found(BEGIN, push('7:"/_next/static/chunks/ev'), push('il.js"\n')), /evil\.js, which is not/],
    ['within a text', () => found(BEGIN, push('7:T10,see /e/evil.js.!')), /\/e\/evil\.js.*which is not/],
    ['in capitals', () => rows('7:"/E/EVIL.JS"'), /EVIL\.JS, which is not/],
    ['with a query', () => rows(`7:"${A}?evil"`), /a\.js\?evil, which is not/],
    ['as a style sheet', () => rows('7:"https://trick.example/x.css"'), /x\.css, which is not/],
    ['with backslashes', () => rows('7:"https:\\\\\\\\trick.example\\\\x.js"'), /x\.js, which is not/],
    ['as a script', () => element('script', null, { src: SRC }), /script https:\/\/trick\.example\/x, which is not/],
    ['as a script by reference', () => rows(`5:"${SRC}"`, '4:["$","script",null,{"src":"$5"}]'), /script \$5, which is not/],
    ['as a script with its own text', () => element('script', null, { children: 'trick()' }), /<script> in disguise/],
    ['as a script with an address besides', () => element('script', null, { src: A, href: SRC }), /script with the attribute href/],
    ['as a script in capitals', () => element('SCRIPT', null, { SRC }), /script https:\/\/trick\.example\/x, which is not/],
    ['as HTML', () => element('script', null, { src: A, dangerouslySetInnerHTML: { __html: 'trick()' } }), /HTML of their own/],
    ['as HTML of anything', () => element('$1', null, { x: [{ dangerouslySetInnerHTML: '$5' }] }), /HTML of their own/],
    ...['iframe', 'frame', 'object', 'embed', 'applet', 'base', 'portal', 'style', 'select', 'IFrame'].map(
      (name) => [`as <${name}>`, () => element(name, null, {}), new RegExp(`element <${name}>`, 'i')] as const,
    ),
    [
      'as a link',
      () => element('link', null, { rel: 'preload', as: 'script', href: SRC }),
      /link to https:\/\/trick\.example\/x, which is not/,
    ],
    ['as a link without an address', () => element('link', null, '$5'), /link to undefined/],
    ['by a <meta>', () => element('meta', null, { httpEquiv: 'refresh' }), /<meta http-equiv>/],
    ['by a <meta> of elsewhere', () => element('meta', null, '$5'), /<meta> in disguise/],
    ['by an error', () => rows(`4:E{"digest":"NEXT_REDIRECT;replace;${SRC};307;"}`), /leads elsewhere/],
    ['by a type of elsewhere', () => rows('5:"script"', '4:["$","$5",null,{}]'), /in disguise/],
    ['by a type that is a text', () => found(BEGIN, push('5:T6,script4:["$","$5",null,{}]\n')), /in disguise/],
    ['by a type that is a text like a symbol', () => found(BEGIN, push('5:Tf,$Sreact.suspens4:["$","$5",null,{}]\n')), /in disguise/],
    ['by a type that comes first in row 0', () => rows(':"script"', '4:["$","$0",null,{}]'), /in disguise/],
    ['by a type that is there twice', () => rows('5:"$Sreact.fragment"', '5:"script"', '4:["$","$5",null,{}]'), /in disguise/],
    ['by a type within another value', () => element('$5:0', null, {}), /in disguise/],
    ['by a type that is none', () => element({}, null, {}), /in disguise/],
    ['by the mark of an element elsewhere', () => rows('5:"$"', '4:["$5","script",null,{}]'), /in disguise/],
    ['by a hint', () => rows(`:HX["${SRC}"]`), /address https:\/\/trick\.example\/x, which is not/],
    ['by a hint that is a text', () => rows(`:HS"${SRC}"`), /address https:\/\/trick\.example\/x, which is not/],
    ['with a component', () => rows(`9:I[1,["${SRC}"],"default"]`), /address https:\/\/trick\.example\/x, which is not/],
    ['with a component, by reference', () => rows(`6:"${SRC}"`, '9:I[1,["$6"],"default"]'), /address \$6, which is not/],
    ['with a component whose reference has two rows', () => rows(`6:"${A}"`, `6:"${SRC}"`, '9:I[1,["$6"],"default"]'), /address \$6/],
    ['with a component whose files are elsewhere', () => rows('9:I[1,"$6","default"]'), /component without its files/],
    ['with the framework', () => found(chunks({ otherChunks: ['static/chunks/c.js'] })), /\/_next\/static\/chunks\/c\.js, which is not/],
  ]
  for (const [where, look, finding] of cases) test(where, () => assert.match(look(), finding))
})

test('an inline script is data, or it is found', () => {
  for (const script of ['trick()', `${BEGIN};trick()`, 'self.__next_f.push([trick()])', `x=${BEGIN}`, ''])
    assert.match(found(BEGIN, script), /^it has a script of its own/)
})

test('data that React would read in another way are found', () => {
  const unreadable = [
    [push('1:null\n')],
    [BEGIN, BEGIN],
    [BEGIN, push('7:T9,'), BEGIN],
    [BEGIN, 'self.__next_f.push([2,""])'],
    [BEGIN, 'self.__next_f.push([3,"NDpudWxsCg=="])'],
    [BEGIN, 'self.__next_f.push([1,"",2])'],
    [BEGIN, 'self.__next_f.push(1)'],
    ['self.__next_f.push([0,1])'],
    [BEGIN, push('4:null')],
    [BEGIN, push('b:X')],
    [BEGIN, push('4:T9,abc')],
    [BEGIN, push('4:T2,€')],
    [BEGIN, push('100000004:null\n')],
    [BEGIN, push('04:null\n')],
    [BEGIN, push('4:o3,abc')],
    [BEGIN, push('4:[\n')],
    [BEGIN, push('null\n')],
    [chunks({ otherChunks: 'static/chunks/a.js' })],
    [chunks({ otherChunks: [], more: [] })],
    [chunks(null)],
  ]
  for (const scripts of unreadable) assert.equal(found(...scripts), 'it has data that cannot be read', scripts.join(' '))
})

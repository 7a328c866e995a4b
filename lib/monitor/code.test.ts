import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type Server } from 'node:http'
import { after, before, beforeEach, describe, test } from 'node:test'
import { printManifest } from '#lib/history/release.ts'
import { TestLog } from '#lib/history/testing.ts'
import { utf8 } from '#lib/tlog/bytes.ts'
import { refusal } from '#lib/tlog/testing.ts'
import { printTlogProof } from '#lib/tlog/tlog-proof.ts'
import { inspectCode, VISITORS } from './code.ts'
import { listening } from './testing.ts'

const NOW = 1_800_000_000
const FILES: Readonly<Record<string, string>> = {
  '/_next/static/chunks/a.js': 'check()',
  '/_next/static/chunks/b.js': 'show()',
  '/_next/static/chunks/look.css': 'p{}',
  '/icon.svg': '<svg/>',
}
const ICON = '/icon.svg?icon.2dowzfp262mp4.svg'
const policy = (nonce: string) => `default-src 'none'; script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`
const digest = (text: string) => createHash('sha256').update(text).digest('hex')
const manifest = printManifest({
  version: '1.0.0',
  csp: policy(''),
  files: new Map(Object.entries(FILES).map(([path, text]) => [path, digest(text)])),
})

const log = new TestLog()
const other = manifest.replace('1.0.0', '1.0.1')
log.release(manifest)
log.release(other)
log.seal(NOW)
const proof = (text: string, index = 1) =>
  printTlogProof({ extra: utf8(text), index, hashes: log.inclusion(index), checkpoint: utf8(log.note) })

const page = (nonce: string) => `<!DOCTYPE html><html><head><link rel="stylesheet" href="/_next/static/chunks/look.css"/>
<link rel="icon" href="${ICON}"/>
<script src="/_next/static/chunks/a.js" async="" nonce="${nonce}"></script></head><body><p>Sightline</p>
<script nonce="${nonce}">(self.__next_f=self.__next_f||[]).push([0])</script>
<script nonce="${nonce}">self.__next_f.push([1,"7:\\"/_next/static/chunks/b.js\\"\\n"])</script></body></html>`

/** What a dishonest server answers instead; undefined for the honest answer. */
type Lie = (
  request: IncomingMessage,
  nonce: string,
) => { readonly body: string | Buffer; readonly status?: number; readonly headers?: OutgoingHttpHeaders } | undefined

/** A name, the page as it is changed, what is found. */
type Trick = readonly [string, (html: string, nonce: string) => string, RegExp]

const push = (text: string) => `self.__next_f.push(${JSON.stringify([1, text])})`

describe('whoever compares the code of the pages', () => {
  let server: Server
  let web: string
  let lie: Lie

  before(async () => {
    server = createServer((request, response) => {
      const nonce = randomBytes(18).toString('base64')
      const path = request.url ?? '/'
      const honest = FILES[path.replace(/\?icon.*/, '')] ?? (path === '/release.tlog-proof' ? proof(manifest) : page(nonce))
      const { body, status = 200, headers = {} } = lie(request, nonce) ?? { body: honest }
      const usual = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy(nonce) }
      response.writeHead(status, { ...usual, ...headers }).end(body)
    })
    web = await listening(server)
  })
  beforeEach(() => {
    lie = () => undefined
  })
  after(() => server.close())

  const inspect = () => inspectCode({ web, trust: log.trust, now: NOW, pages: ['/', '/login'] })
  const findings = async () => (await inspect()).findings.join('\n')

  test('finds nothing wrong with a server that shows everybody the release in the log', async () => {
    const { release, pages, files, findings } = await inspect()
    assert.deepEqual([release.index, pages, files, findings], [1, 2 * VISITORS.length, 5 * VISITORS.length, []])
  })

  test('sees that one visitor of several gets another file', async () => {
    lie = ({ url, headers }) =>
      url === '/_next/static/chunks/a.js' && /iPhone/.test(headers['user-agent'] ?? '') ? { body: 'trick()' } : undefined
    assert.match(await findings(), /^\/_next\/static\/chunks\/a\.js, for a telephone: is not the file of the release$/)
  })

  const tricks: readonly Trick[] = [
    [
      'a script of the page’s own',
      (html, nonce) => html.replace('</body>', `<script nonce="${nonce}">trick()</script></body>`),
      /script of its own: trick/,
    ],
    ['code behind the data', (html) => html.replace('.push([0])', '.push([0]);trick()'), /script of its own/],
    ['code within the data', (html) => html.replace('.push([0])', '.push([trick()])'), /script of its own/],
    [
      'a file that is in no release',
      (html, nonce) => html.replace('</head>', `<script src="/x.js" nonce="${nonce}"></script></head>`),
      /script \/x\.js, which is not in/,
    ],
    [
      'a file of another site',
      (html) => html.replace('src="/', 'src="https://trick.example/'),
      /script https:\/\/trick\.example.* is not in the release/,
    ],
    [
      'data that name another script',
      (html) => html.replace('chunks/b.js', 'chunks/c.js'),
      /its data hold .*chunks\/c\.js, which is not in/,
    ],
    ['another style sheet', (html) => html.replace('look.css', 'other.css'), /other\.css, which is not in the release/],
    ['a script in an attribute', (html) => html.replace('<p>', '<p onclick="trick()">'), /attribute onclick/],
    ['a script in an address', (html) => html.replace('<p>', '<a href=" JavaScript:trick()">'), /script in an address/],
    ['another document inside', (html) => html.replace('<p>', '<iframe src="/">'), /element <iframe>/],
    ['addresses that lead elsewhere', (html) => html.replace('<head>', '<head><base href="https://trick.example/">'), /element <base>/],
    ['a policy in the page', (html) => html.replace('<head>', '<head><meta http-equiv="refresh" content="0;url=/x">'), /http-equiv/],
    ['a script without the nonce', (html, nonce) => html.replace(`async="" nonce="${nonce}"`, 'async=""'), /another nonce/],
    [
      'a script within a template',
      (html, nonce) => html.replace('<p>', `<template><script nonce="${nonce}">trick()</script></template>`),
      /script of its own/,
    ],
    ['a script with a query', (html) => html.replace('a.js', 'a.js?evil'), /script .*a\.js\?evil, which is not in/],
    ['a style sheet with a query', (html) => html.replace('look.css', 'look.css?evil'), /link to .*look\.css\?evil, which is not in/],
    ['a style sheet that says it is an icon', (html) => html.replace('rel="icon"', 'rel="icon stylesheet"'), /link to \/icon\.svg/],
    ['an icon that is in no release', (html) => html.replace('/icon.svg?', '/x.svg?'), /link to \/x\.svg/],
    ['a link that leads nowhere', (html) => html.replace(` href="${ICON}"`, ''), /link to undefined/],
    ['what some browsers read in another way', (html) => html.replace('<p>', '<select></select><p>'), /element <select>/],
    ['rules for the eye', (html) => html.replace('<p>', '<style>p{}</style><p>'), /element <style>/],
    [
      'a script of an image',
      (html, nonce) => html.replace('<p>', `<svg><script nonce="${nonce}">self.__next_f.push([1,""])</script></svg><p>`),
      /script that is no HTML/,
    ],
    ...['href', 'xlink:href', 'type', 'for'].map(
      (name): Trick => [
        `a script with the attribute ${name}`,
        (html, nonce) =>
          html.replace('</body>', `<svg><script ${name}="https://trick.example/" nonce="${nonce}">${push('')}</script></svg>`),
        /script with the attribute (?:href|type|for)$/m,
      ],
    ),
    [
      'data that would not be read, before a script that is',
      (html) => html.replace('nonce="', 'nomodule="" nonce="').replace('<script nonce', '<script nomodule="" nonce'),
      /script with the attribute nomodule/,
    ],
    [
      'data in a template',
      (html, nonce) => html.replace('</body>', `<template><script nonce="${nonce}">${push('a:T9,')}</script></template>`),
      /script in a template/,
    ],
    [
      'data that stand in another order than they run in',
      (html, nonce) => {
        const script = (text: string) => `<script nonce="${nonce}">${push(text)}</script>`
        return html.replace('</body>', `<table>${script('a:["$","iframe",null,{}]\n')}<tr><p>${script('b:T19,')}</p></tr></table>`)
      },
      /data that cannot be read/,
    ],
  ]
  for (const [what, change, finding] of tricks)
    test(`sees ${what}`, async () => {
      lie = ({ url }, nonce) => (url === '/login' ? { body: change(page(nonce), nonce) } : undefined)
      const found = await findings()
      assert.match(found, finding)
      assert.match(found, /^\/login, for a desktop computer: /)
    })

  const answers: readonly (readonly [string, (nonce: string) => OutgoingHttpHeaders, RegExp])[] = [
    ['a weaker policy', (nonce) => ({ 'content-security-policy': `${policy(nonce)} 'unsafe-inline'` }), /Content-Security-Policy is not/],
    ['a policy that is switched off', (nonce) => ({ 'content-security-policy': nonce + policy(nonce) }), /Content-Security-Policy is not/],
    ['a second policy', (nonce) => ({ 'content-security-policy': `${policy(nonce)}, ${policy(nonce)}` }), /Content-Security-Policy is not/],
    ['no policy', () => ({ 'content-security-policy': '' }), /Content-Security-Policy is not/],
    ['another encoding', () => ({ 'content-type': 'text/html; charset=utf-16le' }), /Content-Type is not/],
    ['a page that is no HTML', () => ({ 'content-type': 'image/svg+xml' }), /Content-Type is not/],
    ['a header that leads elsewhere', () => ({ refresh: '0;url=https://trick.example/' }), /header Refresh/],
    ['a header that links', () => ({ link: '</>; rel=preconnect, <https://trick.example/>; rel=stylesheet' }), /Link to https:.* not in/],
  ]
  for (const [what, headers, finding] of answers)
    test(`sees ${what}`, async () => {
      lie = ({ url }, nonce) => (url === '/' ? { body: page(nonce), headers: headers(nonce) } : undefined)
      assert.match(await findings(), finding)
    })

  test('finds nothing wrong with a header that links to files of the release', async () => {
    const link = '</>; rel=preconnect, </_next/static/chunks/look.css>; rel=preload; as="style"'
    lie = ({ url }, nonce) => (url === '/' ? { body: page(nonce), headers: { link } } : undefined)
    assert.equal(await findings(), '')
  })

  test('sees a nonce that is short, not the same everywhere, or used twice', async () => {
    const fixed = (nonce: string, csp = policy(nonce)) => {
      lie = ({ url }) => (url === '/' ? { body: page(nonce), headers: { 'content-security-policy': csp } } : undefined)
    }
    fixed('Zab12')
    assert.match(await findings(), /Content-Security-Policy is not that of the release/)
    fixed('undefined')
    assert.match(await findings(), /Content-Security-Policy is not that of the release/)
    fixed('', '')
    assert.doesNotMatch(await findings(), /nonce of another answer/)
    fixed('A'.repeat(23))
    assert.match(await findings(), /Content-Security-Policy is not that of the release/)
    fixed('A'.repeat(24), `${policy('A'.repeat(24))}; style-src 'nonce-${'B'.repeat(24)}'`)
    assert.match(await findings(), /Content-Security-Policy is not that of the release/)
    fixed('A'.repeat(24))
    assert.match(await findings(), /nonce of another answer/)
  })

  test('sees bytes that are no UTF-8', async () => {
    lie = ({ url }, nonce) => (url === '/' ? { body: Buffer.from(`\ufeff${page(nonce)}`, 'utf16le') } : undefined)
    assert.match(await findings(), /not in UTF-8/)
  })

  test('sees that another file comes for the icon’s query', async () => {
    lie = ({ url }) => (url === ICON ? { body: '<svg onload="trick()"/>' } : undefined)
    assert.match(await findings(), /^\/icon\.svg\?icon.*: is not the file of the release$/m)
  })

  test('follows a page nowhere, and says where it leads', async () => {
    lie = ({ url }, nonce) =>
      url === '/' ? { body: page(nonce), status: 302, headers: { location: 'https://trick.example/' } } : undefined
    assert.match(await findings(), /^\/, for a telephone: it leads to https:\/\/trick\.example\/$/m)
  })

  test('follows a file nowhere, even if it has the right bytes', async () => {
    const path = '/_next/static/chunks/a.js'
    lie = ({ url }) =>
      url === path ? { body: FILES[path] ?? '', status: 302, headers: { location: 'https://trick.example/' } } : undefined
    assert.match(await findings(), /a\.js, for a telephone: is not the file of the release/)
  })

  test('asks no other server, whatever the path', async () => {
    await assert.rejects(inspectCode({ web, trust: log.trust, now: NOW, pages: ['//trick.example/'] }), /is no path of/)
  })

  test('sees that one visitor of several gets another release', async () => {
    lie = ({ url, headers }) => (url === '/release.tlog-proof' && headers.cookie ? { body: proof(other, 2) } : undefined)
    assert.equal(await findings(), 'a browser in Russian, with a cookie is shown another release than the others')
  })

  test('accepts no release that is not in the log', async () => {
    lie = ({ url }) => (url === '/release.tlog-proof' ? { body: proof(other) } : undefined)
    await assert.rejects(inspect(), refusal('not-included'))
  })

  test('accuses nobody where nothing answers', async () => {
    await assert.rejects(inspectCode({ web: 'http://127.0.0.1:9', trust: log.trust, now: NOW, pages: ['/'] }), /does not answer/)
    lie = ({ url }) => (url === '/login' ? { body: 'Bad gateway', status: 502 } : undefined)
    await assert.rejects(inspect(), /login answers 502/)
  })
})

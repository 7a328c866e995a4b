import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { after, before, describe, test } from 'node:test'
import { AUDIT_SCOPE } from '#lib/server/auditors.ts'
import { SUBMIT_SCOPE } from '#lib/server/record-systems.ts'
import { CLINIC, type TestGateway, testGateway } from './testing.ts'

describe('labels for auditors', () => {
  let gateway: TestGateway
  const lines: string[] = []
  before(async () => {
    const log = new Writable({
      write(chunk, _, done) {
        lines.push(String(chunk))
        done()
      },
    })
    gateway = await testGateway({}, log)
    const labels = join(gateway.logDir, '../audit/labels')
    await mkdir(join(labels, '001.p'), { recursive: true })
    await writeFile(join(labels, '000'), Buffer.alloc(256 * 64, 1))
    await writeFile(join(labels, '001.p/7'), Buffer.alloc(7 * 64, 2))
    await writeFile(join(gateway.logDir, '../audit/secret'), 'not for auditors')
  })
  after(() => gateway.close())

  const auditor = { client_id: 'auditor', sub: 'auditor', scope: AUDIT_SCOPE }
  const get = async (path: string, claims: Record<string, unknown> = auditor) =>
    fetch(`${gateway.url}/audit/${path}`, { headers: { authorization: `Bearer ${await gateway.issuer.token(claims)}` } })

  test('are served to a registered auditor, and each look is logged with who looked', async () => {
    const whole = await get('labels/000')
    assert.equal(whole.status, 200)
    assert.equal(whole.headers.get('content-type'), 'application/octet-stream')
    assert.match(whole.headers.get('cache-control') ?? '', /^private/)
    assert.equal((await whole.bytes()).length, 16384)
    assert.equal((await (await get('labels/001.p/7')).bytes()).length, 448)
    assert.equal(lines.filter((line) => line.includes('"auditor":"auditor"') && line.includes('"path":"labels/000"')).length, 1)
  })

  test('are served to nobody else', async () => {
    assert.equal((await fetch(`${gateway.url}/audit/labels/000`)).status, 401)
    for (const claims of [
      { ...auditor, scope: SUBMIT_SCOPE },
      { ...auditor, client_id: 'somebody' },
      { client_id: CLINIC.clientId, scope: AUDIT_SCOPE },
    ])
      assert.equal((await get('labels/000', claims)).status, 403, JSON.stringify(claims))
    assert.equal((await get('labels/000', { ...auditor, exp: 1 })).status, 401)
    assert.equal((await fetch(`${gateway.url}/log/labels/000`)).status, 404)
    const submit = { method: 'POST', headers: { authorization: `Bearer ${await gateway.issuer.token(auditor)}` } }
    assert.equal((await fetch(`${gateway.url}/fhir/AuditEvent`, submit)).status, 403)
  })

  test('are all that is served there', async () => {
    for (const path of [
      'labels/002',
      'labels/001.p/6',
      'labels/1',
      'labels/000.p/0',
      'secret',
      'labels/..%2fsecret',
      'labels/../secret',
      'labels/',
    ])
      assert.equal((await get(path)).status, 404, path)
  })
})

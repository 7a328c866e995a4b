import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '#lib/db/embedded.ts'
import { childEnv } from '#lib/env.ts'

type Product = { readonly env: Record<string, string>; stop(): Promise<void> }

/** The whole product on free ports, with a data folder, keys and a build of its own, beside any that runs already. */
export async function startProduct(): Promise<Product> {
  const folder = await mkdtemp(join(tmpdir(), 'sightline-e2e-'))
  await chmod(folder, 0o755)
  const [web, gateway, provider] = [await freePort(), await freePort(), await freePort()]
  const parties = await Promise.all(Array.from({ length: 4 }, freePort))
  const env = {
    DATA_DIR: folder,
    NEXT_DIST_DIR: '.next-test',
    WEB_PORT: String(web),
    GATEWAY_PORT: String(gateway),
    IDENTITY_PROVIDER_PORT: String(provider),
    PARTY_PORTS: parties.join(' '),
    AUTHORITY_PORT: String(await freePort()),
    MAIL_PORT: String(await freePort()),
    OPERATOR_EMAIL: 'help@health.example',
    OPERATOR_HOURS: 'Monday to Friday, 9:00–17:00',
    OPERATOR_ADDRESS: 'Lille 1, 10001 Tallinn',
    DATA_PROTECTION_OFFICER: 'dpo@health.example',
    DATA_PROTECTION_AUTHORITY: 'Inspectorate for the tests https://authority.example/en',
    SECURITY_CONTACT: 'mailto:security@health.example',
    SECURITY_EXPIRES: '2099-01-01T00:00:00Z',
  }
  const child = spawn(process.execPath, ['bin/start.ts'], {
    env: childEnv(['PATH'], env),
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  child.stdout.setEncoding('utf8')
  await new Promise<void>((ready, fail) => {
    child.once('exit', () => fail(new Error('The product did not start.')))
    child.stdout.on('data', (text: string) => {
      process.stdout.write(text.replaceAll(/^/gm, '    '))
      if (text.includes('Ctrl-C stops everything.')) ready()
    })
  })
  return {
    env: {
      E2E_WEB: `http://localhost:${web}`,
      E2E_GATEWAY: `http://127.0.0.1:${gateway}`,
      E2E_ISSUER: `http://127.0.0.1:${provider}`,
      E2E_DATA_DIR: folder,
    },
    async stop() {
      const exited = once(child, 'exit')
      child.kill('SIGINT')
      await exited
      await rm(folder, { recursive: true, force: true })
    },
  }
}

import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { env } from '#lib/env.ts'
import { DEMO_PEOPLE } from '#lib/event/demo/people.ts'
import { stories } from '#lib/event/demo/stories.ts'
import { volume } from '#lib/event/demo/volume.ts'
import { sendStories, sendVolume } from './demo-data/send.ts'

const USAGE = `Usage: npm run demo-data                                  the people and their stories
       npm run demo-data -- --patients N --events M     many more people, at volume
           [--seed TEXT] [--until INSTANT]

Sends AuditEvents to the gateway as the record systems of the demonstration do. The first run notes its seed and time, so that
another run sends the same events again, and nothing is stored twice.`

const count = z.coerce.number().int().min(1).optional()
const story = z.object({ seed: z.string().min(1), until: z.coerce.date() })
const options = z.object({ patients: count, events: count, seed: z.string().min(1).optional(), until: z.coerce.date().optional() })

try {
  const option = { type: 'string' } as const
  const { values } = parseArgs({ options: { patients: option, events: option, seed: option, until: option } })
  await run(options.parse(values))
} catch (error) {
  console.error(sentenceOf(error))
  process.exitCode = 1
}

async function run({ patients, events, ...given }: z.infer<typeof options>): Promise<void> {
  const same = await remembered(given)
  if (patients === undefined && events === undefined) {
    await sendStories(stories(same))
    for (const { givenName, familyName, code, story } of DEMO_PEOPLE) console.log(`  EE${code}  ${givenName} ${familyName}: ${story}`)
    return
  }
  const people = patients ?? Math.ceil((events ?? 1) / 10)
  await sendVolume(volume({ ...same, patients: people, events: events ?? people * 10 }), events ?? people * 10)
}

/** What was given, else what the first run used, else now. */
async function remembered(given: { readonly seed?: string | undefined; readonly until?: Date | undefined }) {
  const { DATA_DIR } = env('recordSystem')
  const file = join(DATA_DIR, 'demo-data.json')
  const known = await readFile(file, 'utf8').then(
    (text) => story.parse(JSON.parse(text)),
    () => undefined,
  )
  const same = { seed: given.seed ?? known?.seed ?? 'sightline', until: given.until ?? known?.until ?? new Date() }
  if (!known) {
    await mkdir(DATA_DIR, { recursive: true })
    await writeFile(file, `${JSON.stringify(same)}\n`)
  }
  return same
}

function sentenceOf(error: unknown): string {
  if (error instanceof z.ZodError) return `${z.prettifyError(error)}\n\n${USAGE}`
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause instanceof Error ? error.cause : error
  const { OIDC_ISSUER, GATEWAY_URL } = env('recordSystem')
  if ('code' in cause && cause.code === 'ECONNREFUSED') {
    return `Nothing answers at ${OIDC_ISSUER} or ${GATEWAY_URL}: start Sightline first (npm start).`
  }
  return error.message
}

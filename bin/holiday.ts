import { parseArgs } from 'node:util'
import { createPool } from '#lib/db/pool.ts'
import { dayIn } from '#lib/dispute/calendar.ts'
import { env } from '#lib/env.ts'
import { readExceptions } from '#lib/server/calendar.ts'
import { publicHolidays } from '#lib/server/public-holidays.ts'
import { addHoliday, removeHoliday } from '#lib/server/register-holidays.ts'
import { readOwnerUrl } from './start/owner-url.ts'

const USAGE = `Usage: npm run holiday -- list [YEAR]
       npm run holiday -- add DAY --name NAME [--working]
       npm run holiday -- remove DAY

The days on which no deadline of a question ends: Saturdays, Sundays, the public holidays of HOLIDAY_COUNTRY, and the days that are added here,
or with --working a day that is worked although it is one of them. Days are written 2026-12-24. remove takes back what was added.`

const { HOLIDAY_COUNTRY: country, TIME_ZONE: timeZone } = env('owner')
const owner = createPool(await readOwnerUrl(), { max: 2 })
try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { name: { type: 'string' }, working: { type: 'boolean', default: false } },
  })
  await run(values, positionals)
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
} finally {
  await owner.end()
}

async function run({ name, working }: { name?: string; working: boolean }, [command, given]: readonly string[]): Promise<void> {
  if (command === 'list') return list(given ?? dayIn(new Date(), timeZone).slice(0, 4))
  if (command === 'add' && given && name) {
    await addHoliday(owner, { day: given, working, name })
    return console.log(`${given} is ${working ? 'a working day' : 'a day off'}: ${name}.`)
  }
  if (command === 'remove' && given) {
    await removeHoliday(owner, given)
    return console.log(`${given} is as the week and the public holidays of ${country} have it.`)
  }
  console.error(USAGE)
  process.exitCode = 2
}

async function list(year: string): Promise<void> {
  if (!/^[1-9]\d{3}$/.test(year)) throw new Error(`${year} is not a year.`)
  const ofCountry = [...publicHolidays({ country, timeZone }, Number(year))].map(([day, name]) => `${day}  ${name} (${country})`)
  const registered = await readExceptions(owner)
  const added = registered.map(({ day, working, name }) => `${day}  ${name} (registered: ${working ? 'a working day' : 'a day off'})`)
  for (const line of [...ofCountry, ...added.filter((line) => line.startsWith(`${year}-`))].toSorted()) console.log(line)
}

import { DEMO_STAFF } from '#lib/dispute/demo.ts'
import { DEMO_PEOPLE } from '#lib/event/demo/people.ts'

type Started = {
  readonly address: string
  readonly seconds: number
  /** The identity provider of the demonstration runs, and its people can log in. */
  readonly demo: boolean
  readonly parties: boolean
  /** Where the mail of the demonstration is kept. */
  readonly mail: string | undefined
  readonly separated: boolean
}

/** What to open, whom to log in as, and what this machine cannot show. */
export function welcome({ address, seconds, demo, parties, mail, separated }: Started): void {
  console.log(`\nSightline is ready after ${seconds.toFixed(1)} s:  ${address}\n`)
  if (demo) {
    console.log('Log in as')
    for (const { code, givenName, familyName, story } of DEMO_PEOPLE) console.log(`  EE${code}  ${givenName} ${familyName}: ${story}`)
    console.log(`Staff log in at ${address}/support`)
    for (const { code, givenName, familyName, story } of DEMO_STAFF) console.log(`  EE${code}  ${givenName} ${familyName}: ${story}`)
  }
  if (parties)
    console.log(
      '\nIts witnesses and its auditor run on this machine too: they show how checking works, and prove nothing about independence.',
    )
  if (mail !== undefined) console.log(`\nE-mail goes nowhere but into files: ${mail}`)
  if (!separated)
    console.log(
      '\nNot separated: all processes run as one user, so the web server and the gateway could read the keys. Start as root to separate them.',
    )
  console.log('\nCtrl-C stops everything.')
}

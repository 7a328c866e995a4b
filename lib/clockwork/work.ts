import type { Logger } from 'pino'
import { z } from 'zod'
import type { MoreWork } from '#lib/alerts/run.ts'
import { closeOld, countOverdue, forgetDrafts, recountAll, remind } from './cases.ts'
import { recoverMessages, type Telling, tellAsked, tellStaff } from './tell.ts'

/** In UTC. */
const SCHEDULE = `
*/15 * * * * clockwork
40 2 * * * recount
`

const asked = z.object({ patient: z.guid(), dispute: z.guid() })
const message = z.object({ patient: z.guid(), id: z.guid() })

/** What time does by itself in questions, for the worker: reminders, closing, forgetting drafts, and the e-mails about them. */
export function clockwork(telling: Telling, log: Logger): MoreWork {
  return {
    schedule: SCHEDULE,
    atStart: ['clockwork'],
    recover: () => recoverMessages(telling),
    tasks: {
      clockwork: async () => {
        await remind(telling)
        await closeOld(telling)
        await forgetDrafts(telling)
        const overdue = await countOverdue(telling)
        log.info({ overdue }, 'questions')
      },
      recount: () => recountAll(telling),
      asked: (payload) => {
        const { patient, dispute } = asked.parse(payload)
        return tellAsked(telling, { patient, id: dispute })
      },
      'tell-staff': async (payload, { addJob }) => {
        const { patient, id } = message.parse(payload)
        const at = await tellStaff(telling, patient, id)
        const later = at && new Date(Date.now() + at.getTime() - telling.now())
        if (later) await addJob('tell-staff', { patient, id }, { jobKey: `tell-staff:${id}`, runAt: later })
      },
    },
  }
}

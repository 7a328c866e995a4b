import type { Snapshot } from '#lib/db/prisma.ts'
import type { Reminder } from '#lib/dispute/reminders.ts'
import type { CaseId } from '#lib/server/disputes/cases.ts'

/** What staff are told about a case. `asked`: their organisation was. */
export type Message = Pick<Reminder, 'clock' | 'since'> & { readonly stage: Reminder['stage'] | 'asked' }

/**
 * Queues an e-mail to each of the staff whom it is for, once for the case, clock and stage: at half of the time the assignee, at four fifths
 * and later also the privacy officers of an organisation that is to answer, then also the supervisors; and of a question to an organisation
 * its officers. Nobody is told of a case that they must not see.
 */
export async function addMessages(tx: Snapshot, { patient, id }: CaseId, { clock, since, stage }: Message): Promise<void> {
  await tx.$queryRaw`
    WITH added AS (
      INSERT INTO staff_message (patient, dispute, clock, since, stage, staff)
      SELECT d.patient, d.id, ${clock}, ${since}, ${stage}, s.id FROM dispute d JOIN staff s ON s.ended_at IS NULL AND s.email IS NOT NULL
      WHERE d.patient = ${patient}::uuid AND d.id = ${id}::uuid
        AND (s.id = d.assignee AND ${stage} <> 'asked'
          OR s.role = 'officer' AND s.organisation = d.provider AND ${clock} = 'provider' AND ${stage} <> 'half'
          OR s.role = 'supervisor' AND ${stage} = 'overdue')
        AND NOT EXISTS (SELECT FROM dispute_conflict c WHERE c.patient = d.patient AND c.dispute = d.id AND c.staff = s.id)
      ON CONFLICT DO NOTHING RETURNING patient, id
    )
    SELECT 1 FROM added, graphile_worker.add_job('tell-staff', json_build_object('patient', added.patient, 'id', added.id),
      job_key := 'tell-staff:' || added.id)`
}

import { ALERTS } from './alerts.ts'
import { ASKING } from './asking.ts'
import { ASSISTED } from './assisted.ts'
import { CLOCKWORK } from './clockwork.ts'
import { DISPUTE } from './dispute.ts'
import { FOLLOW } from './following.ts'
import { FSCK } from './fsck.ts'
import { HISTORY } from './history.ts'
import { INCIDENTS } from './incidents.ts'
import { LEDGER } from './ledger.ts'
import { MONITOR } from './monitor.ts'
import type { Mutation } from './mutation.ts'
import { OFFICE } from './office.ts'
import { RIGHTS } from './rights.ts'
import { STAFF } from './staff.ts'
import { TIMESTAMP } from './timestamp.ts'
import { TLOG } from './tlog.ts'
import { VERIFY } from './verify.ts'
import { WORKPLACE } from './workplace.ts'

export const MUTATIONS: readonly Mutation[] = [
  ...TLOG,
  ...HISTORY,
  ...TIMESTAMP,
  ...VERIFY,
  ...MONITOR,
  ...LEDGER,
  ...FSCK,
  ...ALERTS,
  ...RIGHTS,
  ...STAFF,
  ...INCIDENTS,
  ...DISPUTE,
  ...CLOCKWORK,
  ...ASKING,
  ...FOLLOW,
  ...WORKPLACE,
  ...ASSISTED,
  ...OFFICE,
]

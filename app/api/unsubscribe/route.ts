import { unsubscribeByToken } from '#lib/server/notifications.ts'
import { respond } from '#lib/server/problem.ts'

/** Ends e-mails without a log-in (RFC 8058). A GET changes nothing: mail scanners follow links. */
export function POST(request: Request): Promise<Response> {
  return respond(() => unsubscribeByToken(request))
}

import type { Service } from './children.ts'
import type { Secrets } from './secrets.ts'

const WEB = ['MAIL_FROM', 'ALERT_SECRET', 'VAPID_PUBLIC_KEY'] as const
const WORKER = [...WEB, 'SMTP_URL', 'VAPID_PRIVATE_KEY', 'VAPID_SUBJECT', 'OPERATOR_EMAIL', 'SECURITY_CONTACT', 'STAFF_LANGUAGE'] as const

/**
 * What web and worker are given for alerts. In a demonstration the mail goes to the mail server beside the product; otherwise to that of
 * the environment, or nowhere. Who wants keys or a secret of their own runs each process by itself (docs/operations.md).
 */
export function alertSettings({ alerts, vapid }: Pick<Secrets, 'alerts' | 'vapid'>, mailPort: number, demo: boolean) {
  const web = {
    ALERT_SECRET: alerts,
    VAPID_PUBLIC_KEY: vapid.publicKey,
    ...(demo && { MAIL_FROM: 'Sightline <no-reply@sightline.example>' }),
  }
  const worker = { ...web, VAPID_PRIVATE_KEY: vapid.privateKey, ...(demo && { SMTP_URL: `smtp://127.0.0.1:${mailPort}` }) }
  return { web, worker, names: { web: WEB, worker: WORKER } }
}

export function mailboxService(env: NodeJS.ProcessEnv): Service {
  return { name: 'mail server', args: ['bin/mailbox.ts'], env }
}

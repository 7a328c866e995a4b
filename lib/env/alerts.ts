import { z } from 'zod'
import { operator } from './operator.ts'
import { text } from './values.ts'

/** By what alerts are sent. The web server knows who sends them, and offers what can be sent; the worker also knows how. */

const secret = z.string().min(32)

export const smtp = { SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional() }

const sender = {
  MAIL_FROM: z
    .string()
    .regex(/^(?:[^<>\r\n]+<)?[^@<>\s]+@[^@<>\s]+>?$/, 'must be an address, such as Sightline <no-reply@sightline.example>')
    .optional(),
  VAPID_PUBLIC_KEY: text.optional(),
}

export const alertsOfWeb = { ...sender, ALERT_SECRET: secret.optional() }

export const alertsOfWorker = {
  ...sender,
  ...smtp,
  OPERATOR_EMAIL: operator.OPERATOR_EMAIL,
  SECURITY_CONTACT: operator.SECURITY_CONTACT,
  ALERT_SECRET: secret,
  VAPID_PRIVATE_KEY: text.optional(),
  VAPID_SUBJECT: z
    .string()
    .regex(/^(?:mailto:|https:\/\/)/)
    .default('mailto:operator@sightline.example'),
}

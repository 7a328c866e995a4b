import { z } from 'zod'
import { text } from './values.ts'

/** A body and its web address, as one text: `Data Protection Inspectorate https://www.aki.ee/en`. */
const body = z
  .string()
  .regex(/^\S.* https?:\/\/\S+$/, 'must be a name and, after a space, a web address')
  .transform((text) => {
    const end = text.lastIndexOf(' ')
    return { name: text.slice(0, end).trim(), url: text.slice(end + 1) }
  })

/** What the pages for everybody say of the operator, and of whom else to turn to. */
export const operator = {
  OPERATOR_NAME: text.default('the demonstration health system'),
  OPERATOR_CONTACT: text.default('+372 000 0000'),
  OPERATOR_EMAIL: z.email().optional(),
  OPERATOR_HOURS: text.optional(),
  OPERATOR_ADDRESS: text.optional(),
  DATA_PROTECTION_OFFICER: z.email().optional(),
  DATA_PROTECTION_AUTHORITY: body.optional(),
  ACCESSIBILITY_AUTHORITY: body.optional(),
  QUICK_EXIT_URL: z.url({ protocol: /^https$/ }).default('https://www.ilmateenistus.ee/'),
  SECURITY_CONTACT: z
    .string()
    .regex(/^(mailto:|tel:|https:\/\/)[!-~]+$/, 'must be a mailto:, tel: or https: address')
    .optional(),
  SECURITY_EXPIRES: z.iso.datetime().optional(),
}

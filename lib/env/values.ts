import { resolve } from 'node:path'
import { z } from 'zod'
import { COUNTRIES } from './countries.ts'

/** How values of variables are written. */

export const text = z.string().min(1)
export const port = (usual: number) => z.coerce.number().int().min(0).max(65535).default(usual)
export const integer = (usual: number, min: number, max: number) => z.coerce.number().int().min(min).max(max).default(usual)
export const folder = (usual: string) =>
  z
    .string()
    .min(1)
    .default(usual)
    .transform((path) => resolve(path))
export const webUrl = z.url({ protocol: /^https?$/ })
export const origin = (usual: string) =>
  webUrl.refine((url) => new URL(url).origin === url, 'must be an origin without a path, such as https://sightline.example').default(usual)
export const list = z
  .string()
  .default('')
  .transform((text) => text.split(/[\s,]+/).filter((item) => item !== ''))
export const urls = list.pipe(z.array(webUrl))
export const timeZone = text.refine(isTimeZone, 'must be a time zone, such as Europe/Tallinn').default('Europe/Tallinn')
export const country = text
  .refine((code) => COUNTRIES.includes(code), 'must be a country of ISO 3166 whose public holidays are known, such as EE')
  .default('EE')
export const language = z
  .string()
  .regex(/^[a-z]{2,3}$/)
  .default('en')
export const yesOrNo = z.enum(['yes', 'no'])
export const database = z.url({ protocol: /^postgres(ql)?$/ })

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

import { readFile } from 'node:fs/promises'
import { getLocale, getMessages } from 'next-intl/server'
import { pack } from '#components/dispute/pack.ts'
import { Dates } from '#components/export/dates.ts'
import { type Messages, Texts } from '#components/verifier/texts.ts'
import { env } from '#lib/env.ts'
import { drawPdf } from '#lib/pdf/draw.ts'
import { fileResponse } from '#lib/server/disputes/files.ts'
import type { Pack } from '#lib/server/disputes/question-pages.ts'

const FONT = 'node_modules/next/dist/compiled/@vercel/og/Geist-Regular.ttf'

/** A question as a PDF to save, in the language of whoever asks for it. */
export async function packResponse(found: Pack): Promise<Response> {
  const { OPERATOR_NAME: operator, WEB_ORIGIN, TIME_ZONE } = env('web')
  const locale = await getLocale()
  const words = new Texts(locale, (await getMessages()) as Messages)
  const packed = { ...found, operator, verifyUrl: `${WEB_ORIGIN}/verify`, now: Date.now() }
  const bytes = await drawPdf(pack(packed, words, new Dates(locale, TIME_ZONE)), await readFile(FONT))
  return fileResponse({ name: `sightline-${found.view.reference}.pdf`, type: 'application/pdf', bytes })
}

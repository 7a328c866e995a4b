import { readFile } from 'node:fs/promises'
import { createTranslator } from 'next-intl'
import type { Contact } from '#lib/alert-kinds.ts'

/** What a person is told outside of the service. The texts name nobody and no organisation, and have no word of health in them. */
export type Letter = { readonly subject: string; readonly text: string }

export type Links = { readonly start: string; readonly unsubscribe: string }

/** Texts of `messages/<language>.json`, or English ones where there is no such file. */
export async function texts(locale: string, namespace = 'alertMessage') {
  const language = /^[a-z]{2,3}(?=-|$)/.exec(locale)?.[0] ?? 'en'
  const read = (name: string) => readFile(`messages/${name}.json`, 'utf8')
  const messages = JSON.parse(await read(language).catch(() => read('en')))
  return createTranslator({ locale, messages, namespace, timeZone: 'UTC' })
}

/** An e-mail that says that there is something new, and no more. */
export async function alertLetter(locale: string, contact: Contact, { start, unsubscribe }: Links): Promise<Letter> {
  const t = await texts(locale)
  if (contact === 'nameless') return { subject: t('nameless.subject'), text: `${t('nameless.text')}\n` }
  const paragraphs = [t('usual.text'), start, t('usual.unsubscribe'), unsubscribe]
  return { subject: t('usual.subject'), text: `${paragraphs.join('\n\n')}\n` }
}

/** What a push message shows. */
export async function alertNotice(locale: string, contact: Contact): Promise<{ readonly title: string; readonly body: string }> {
  const t = await texts(locale)
  return contact === 'nameless'
    ? { title: t('nameless.subject'), body: t('nameless.text') }
    : { title: t('usual.subject'), body: t('usual.text') }
}

export async function confirmationLetter(locale: string, link: string): Promise<Letter> {
  const t = await texts(locale)
  return { subject: t('confirm.subject'), text: `${t('confirm.text')}\n\n${link}\n\n${t('confirm.otherwise')}\n` }
}

/** To the operator, in English as the commands are. */
export async function incidentLetter(of: { readonly reference: string; readonly code: string; readonly link: string }): Promise<Letter> {
  const t = await texts('en-GB')
  const { reference, code, link } = of
  return {
    subject: t('incident.subject', { reference }),
    text: `${t('incident.text', { reference, code })}\n\n${link}\n\n${t('incident.next')}\n`,
  }
}

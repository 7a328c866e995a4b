import { createTranslator } from 'next-intl'
import type { Template } from '#lib/dispute/staff-forms.ts'
import { isLanguage, LANGUAGES, type Language } from '#lib/languages.ts'
import { MESSAGES } from '../i18n.ts'

/** The language of a locale such as `et-EE`; English where we have it not. */
export function languageOf(locale: string): Language {
  const [language] = locale.split('-')
  return isLanguage(language) ? language : 'en'
}

/** A text to begin an answer with, in the language of whoever will read it. */
export function templateText(language: Language, template: Template, values: { readonly reference: string }): string {
  const { locale } = LANGUAGES[language]
  const t = createTranslator({ locale, messages: MESSAGES[language], namespace: 'templates' })
  return t(`text.${template}`, values)
}

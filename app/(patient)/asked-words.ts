import { getFormatter, getTranslations } from 'next-intl/server'
import type { AskedAbout } from '#components/timeline/asking.tsx'
import { asked } from '#lib/server/disputes/asking-pages.ts'

/** What a list says about the questions that were asked about its entries. */
export async function askedWords(pages: string, acting?: string): Promise<readonly AskedAbout[]> {
  const t = await getTranslations('asking.asked')
  const words = await getTranslations('dispute')
  const format = await getFormatter()
  return (await asked(acting)).map(({ id, reference, state, outcome, at: instant, by, entries }) => {
    const at = format.dateTime(instant, { dateStyle: 'long' })
    const who = by === undefined ? t('you', { at }) : t('other', { name: by, at })
    return {
      entries,
      said: [who, words(`state.${state}`), ...(outcome === undefined ? [] : [words(`outcome.${outcome}`)])],
      href: `${pages}/${id}`,
      link: t('link', { reference }),
    }
  })
}

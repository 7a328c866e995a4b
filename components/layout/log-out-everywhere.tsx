import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'

/** For who has left a log-in open somewhere: ends all of this person's sessions, this one included. */
export function LogOutEverywhere() {
  const t = useTranslations('layout')
  return (
    <form
      method="post"
      action="/api/logout"
      className="mt-12 flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line pt-6 print:hidden"
    >
      <p className="text-muted">{t('openElsewhere')}</p>
      <Button type="submit" name="everywhere" value="yes">
        {t('logOutEverywhere')}
      </Button>
    </form>
  )
}

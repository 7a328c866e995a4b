import { useTranslations } from 'next-intl'
import { Explain } from '#components/ui/explain.tsx'
import type { RoleKey } from '#lib/event/codes.ts'

const REASONS = ['laboratory', 'duty', 'opinion', 'team', 'administration', 'pharmacy'] as const

/** What somebody of this role does, and why people whom nobody has met may be on a list. */
export function Stranger({ role, roleKnown }: { readonly role: RoleKey; readonly roleKnown: boolean }) {
  const t = useTranslations('explain')
  return (
    <Explain question={t('stranger.title')}>
      {roleKnown && <p>{t(`role.${role}`)}</p>}
      <div>
        <p>{t('stranger.lead')}</p>
        <ul className="list-disc pl-5">
          {REASONS.map((reason) => (
            <li key={reason}>{t(`stranger.${reason}`)}</li>
          ))}
        </ul>
      </div>
      <p>{t('stranger.otherwise')}</p>
    </Explain>
  )
}

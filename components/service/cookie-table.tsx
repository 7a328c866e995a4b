import { useTranslations } from 'next-intl'

type Name = 'session' | 'introduced' | 'language' | 'csrf' | 'way-back' | 'pkce' | 'state' | 'nonce'
type Props = { readonly cookies: readonly (readonly [purpose: Name, name: string])[] }

/** Every cookie, what it is for and how long it stays. On a narrow screen each is a block of its own. */
export function CookieTable({ cookies }: Props) {
  const t = useTranslations('privacy.cookies')
  return (
    <table className="w-full border-collapse text-left max-sm:block">
      <thead className="max-sm:sr-only">
        <tr>
          {(['name', 'purpose', 'until'] as const).map((column) => (
            <th key={column} scope="col" className="border-b border-edge py-2 pr-4">
              {t(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-sm:block">
        {cookies.map(([purpose, name]) => (
          <tr key={name} className="border-b border-line max-sm:block max-sm:py-2">
            <th scope="row" className="py-2 pr-4 font-semibold wrap-anywhere max-sm:block max-sm:py-0">
              {name}
            </th>
            <td className="py-2 pr-4 max-sm:block max-sm:py-0">{t(purpose)}</td>
            <td className="py-2 text-muted max-sm:block max-sm:py-0">{t(`lasts.${purpose}`)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { LanguageSwitch } from './language-switch.tsx'
import { Logo } from './logo.tsx'

export function Header({ home, children }: { readonly home: string; readonly children?: ReactNode }) {
  const t = useTranslations('layout')
  return (
    <header className="border-b border-line bg-surface">
      <LanguageSwitch />
      <div className="mx-auto flex min-h-14 w-full max-w-6xl flex-wrap items-center justify-between gap-x-4 px-4 sm:px-6">
        <a href={home} aria-label={t('home')} className="flex items-center rounded py-2 no-underline">
          <Logo />
        </a>
        {children}
      </div>
    </header>
  )
}

import { useTranslations } from 'next-intl'
import { PICTURES } from './pictures.tsx'

/** What this is, what is being checked, and what no check can prove. True whatever the check finds: that is said above, by the promise. */
export function FirstSteps({ operator }: { readonly operator: string }) {
  const t = useTranslations('firstVisit')
  return (
    <div className="mt-4 grid gap-5 md:grid-cols-3 md:gap-8">
      {(['what', 'checked', 'limits'] as const).map((step) => {
        const Picture = PICTURES[step]
        return (
          <div key={step}>
            <div className="flex items-center gap-3 md:block">
              <Picture />
              <h3 className="text-lg md:mt-3">{t(`${step}.title`)}</h3>
            </div>
            <p className="mt-1 text-muted">{t(`${step}.text`, { operator })}</p>
          </div>
        )
      })}
    </div>
  )
}

import { useTranslations } from 'next-intl'
import { FORMATS, type Format } from './make-file.ts'

type Props = {
  readonly name: string
  readonly format: Format
  readonly disabled: boolean
  readonly onChange: (format: Format) => void
}

/** The kinds of file, each with what it is good for. */
export function FormatChoice({ name, format, disabled, onChange }: Props) {
  const t = useTranslations('export')
  return (
    <fieldset disabled={disabled} className="mt-3 min-w-0">
      <legend className="sr-only">{t('kind')}</legend>
      {FORMATS.map((each) => (
        <label key={each} className="mt-1 flex min-h-10 cursor-pointer items-start gap-3 rounded-lg py-1">
          <input
            type="radio"
            name={name}
            checked={each === format}
            onChange={() => onChange(each)}
            aria-describedby={`${name}-${each}`}
            aria-label={t(`format.${each}.name`)}
            className="mt-1 size-5 shrink-0 accent-accent"
          />
          <span>
            <b>{t(`format.${each}.name`)}</b>
            <span id={`${name}-${each}`} className="block text-sm">
              {t(`format.${each}.use`)}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}

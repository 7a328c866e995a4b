import { useTranslations } from 'next-intl'
import { Tag } from '#components/ui/tag.tsx'
import { DoneOrProblem } from '#components/ui/told.tsx'
import type { CausePattern, CauseState } from '#lib/dispute/cause.ts'

type Props = {
  readonly cause: {
    readonly title: string
    readonly description: string
    readonly pattern: CausePattern
    readonly state: CauseState
    readonly joined: number
    readonly waiting: number
  }
  readonly done: unknown
  readonly count: number
  readonly problem: unknown
}

const DONE = ['create', 'merge', 'unmerge', 'draft', 'propose', 'answer', 'return', 'go-on'] as const
const PROBLEMS = new Map<unknown, 'notNow' | 'unfinished'>([
  ['not-now', 'notNow'],
  ['unfinished', 'unfinished'],
])

/** What the cause is, which questions it is about, and how far it is. */
export function CauseSummary({ cause, done, count, problem }: Props) {
  const t = useTranslations('causes')
  const { title, description, pattern, state, joined, waiting } = cause
  const { organisation, recordSystem, automatic, from, until } = pattern
  const what = DONE.find((one) => one === done)
  const facts = [
    organisation !== undefined && t('about.organisation', { organisation }),
    recordSystem !== undefined && t('about.recordSystem', { recordSystem }),
    automatic !== undefined && t(automatic ? 'about.automatic' : 'about.people'),
    from !== undefined && t('about.from', { day: from }),
    until !== undefined && t('about.until', { day: until }),
  ].filter((fact) => typeof fact === 'string')
  return (
    <>
      <a href="/support/causes">{t('all')}</a>
      <h1 className="mt-2 text-3xl tracking-tight break-words sm:text-4xl">{title}</h1>
      <p className="mt-2 mb-4 flex flex-wrap gap-3">
        <Tag tone={state === 'answered' ? 'grey' : 'wait'}>{t(`state.${state}`)}</Tag>
      </p>
      <DoneOrProblem
        done={what && t(`done.${what}`, { count: Number.isFinite(count) ? count : 0 })}
        problem={problem === undefined ? undefined : t(`problem.${PROBLEMS.get(problem) ?? 'missing'}`)}
      />
      <p className="mt-4 max-w-[66ch] break-words whitespace-pre-line">{description}</p>
      <p className="mt-2 text-muted">{facts.length > 0 ? facts.join(' · ') : t('about.all')}</p>
      <p className="mt-2 font-semibold">{t('counts', { joined, waiting })}</p>
    </>
  )
}

import { getTranslations } from 'next-intl/server'
import { OpenDrafts } from '#components/asking/open-drafts.tsx'
import { NoQuestions } from '#components/questions/no-questions.tsx'
import { Others } from '#components/questions/others.tsx'
import { Pages } from '#components/questions/pages.tsx'
import { QuestionList } from '#components/questions/question-list.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { drafts } from '#lib/server/disputes/asking-pages.ts'
import { questionsPage } from '#lib/server/disputes/question-pages.ts'

type Props = {
  /** The representation by which somebody else's are read. */
  readonly acting?: string
  readonly page: number
  readonly title: string
  /** Where the pages about this list begin. */
  readonly place: string
}

/** The questions about a list, one's own or that of somebody else. */
export async function QuestionsView({ acting, page, title, place }: Props) {
  const t = await getTranslations('questions')
  const written = await drafts(acting)
  const { questions, pages, others } = await questionsPage(page, acting)
  return (
    <div className="grid gap-6">
      <h1 className="text-3xl tracking-tight sm:text-4xl">{title}</h1>
      <p className="-mt-3 max-w-prose text-muted">{t('lead')}</p>
      <OpenDrafts drafts={written} pages={`${place}/questions`} />
      {questions.length > 0 ? <QuestionList questions={questions} place={place} /> : <NoQuestions />}
      <Pages page={page} pages={pages} path={`${place}/questions`} />
      <p>
        <ButtonLink href={`${place}/history`}>{t('ask')}</ButtonLink>
      </p>
      <Others others={others} />
    </div>
  )
}

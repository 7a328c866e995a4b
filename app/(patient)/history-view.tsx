import type { ReactNode } from 'react'
import { OpenDrafts } from '#components/asking/open-drafts.tsx'
import { placeFor } from '#components/asking/place.ts'
import { IdleWarning } from '#components/layout/idle-warning.tsx'
import { LogOutEverywhere } from '#components/layout/log-out-everywhere.tsx'
import { PageFrame } from '#components/layout/page-frame.tsx'
import { PatientMenu } from '#components/layout/patient-menu.tsx'
import { ReportingSystems } from '#components/status/reporting-systems.tsx'
import { AskingAbout } from '#components/timeline/asking.tsx'
import { KnownSystems } from '#components/timeline/reading-context.tsx'
import { Timeline } from '#components/timeline/timeline.tsx'
import { env } from '#lib/env.ts'
import type { PatientIdentifier } from '#lib/event/access-event.ts'
import type { View } from '#lib/event/look-filter.ts'
import { drafts } from '#lib/server/disputes/asking-pages.ts'
import { unreadQuestions } from '#lib/server/disputes/question-pages.ts'
import { firstSight } from '#lib/server/history.ts'
import { evidenceUrls } from '#lib/server/incidents/intake.ts'
import { frozenRanges } from '#lib/server/incidents/public.ts'
import { unreadAlerts } from '#lib/server/notifications.ts'
import { coverageStatus } from '#lib/server/status.ts'
import { findVerifierFile } from '#lib/server/verifier-file.ts'
import { askedWords } from './asked-words.ts'

type Props = {
  /** The name of the person who is logged in. */
  readonly name: string
  /** Whose list this is. */
  readonly identifier: PatientIdentifier
  /** The representation by which it is read, if it is somebody else’s. */
  readonly acting?: string
  /** The address of this page, and what of the list it asks for. */
  readonly path: string
  readonly view: View
  readonly visit: string
  readonly historyUrl: string
  readonly title: string
  readonly lead: string
  readonly band?: ReactNode
  readonly intro?: ReactNode
}

/** A list, one's own or that of somebody else; the same but for its words and what stands above it. */
export async function HistoryView({ name, identifier, acting, path, view, visit, historyUrl, title, lead, band, intro }: Props) {
  const { OPERATOR_NAME: operator, OPERATOR_CONTACT: contact, GATEWAY_URL, DEMO_PARTIES } = env('web')
  const first = await firstSight(view, acting)
  const verifier = await findVerifierFile()
  const { at, coverage } = await coverageStatus()
  const systems =
    coverage === 'unreadable'
      ? []
      : coverage.systems.map(({ id, kind, organisation, notReported }) => ({ id, kind, organisation, notReported }))
  const place = placeFor(acting, visit)
  const asked = await askedWords(place.pages, acting)
  const options = { identifier, historyUrl, logUrl: `${GATEWAY_URL}/log` }
  return (
    <PageFrame
      operator={operator}
      contact={contact}
      demo={DEMO_PARTIES === 'yes'}
      menu={<PatientMenu name={name} unread={await unreadAlerts()} questions={await unreadQuestions()} />}
      band={band}
    >
      <h1 className="text-3xl tracking-tight sm:text-4xl">{title}</h1>
      <p className="mt-1.5 mb-5 text-muted">{lead}</p>
      <OpenDrafts drafts={await drafts(acting)} pages={place.pages} />
      <KnownSystems systems={systems} frozen={await frozenRanges()}>
        <AskingAbout action={place.api} choose={`${place.pages}/choose`} visit={visit} asked={asked}>
          <Timeline
            options={options}
            operator={operator}
            contact={contact}
            first={first}
            path={path}
            chosen={view.filter}
            verifier={verifier && { name: verifier.name, sha256: verifier.sha256 }}
            evidenceUrls={evidenceUrls()}
            intro={intro}
            sources={<ReportingSystems coverage={coverage} at={at} />}
          />
        </AskingAbout>
      </KnownSystems>
      <LogOutEverywhere />
      <IdleWarning />
    </PageFrame>
  )
}

import { visible } from '#lib/event/visible.ts'
import type { FileStamp } from '#lib/verify/file-anchors.ts'
import type { CheckpointSummary, Verdict } from '#lib/verify/types.ts'
import type { EntryFileReport, EvidenceReport, FileReport, HistoryFileReport } from '#lib/verify/verify-file.ts'
import type { Texts } from './texts.ts'

/** What is said about a file, on a page as in a terminal: never more than the level that was reached. */
export type Words = {
  readonly verdict: Verdict
  readonly title: string
  readonly says: readonly string[]
  readonly facts: readonly (readonly [name: string, value: string])[]
  readonly notProved: readonly string[]
}

export function wordsOf(t: Texts, report: FileReport): Words {
  const { says, facts, ...rest } = wordsAsTheyAre(t, report)
  return { ...rest, says: says.map(visible), facts: facts.map(([name, value]) => [name, visible(value)] as const) }
}

function wordsAsTheyAre(t: Texts, report: FileReport): Words {
  const { verdict } = report
  const own = [t.text('verifier.fact.trust'), report.trustFingerprint] as const
  if (report.kind === 'history') return { verdict, title: historyTitle(t, report), ...historyWords(t, report, own) }
  const title = t.text(report.kind === 'evidence' && verdict === 'verified' ? 'verifier.title.evidence' : `verdict.${verdict}`)
  if (report.kind === 'entry') return { verdict, title, ...entryFileWords(t, report, own) }
  if (report.kind === 'evidence') return { verdict, title, ...evidenceWords(t, report, own) }
  return { verdict, title, says: [t.text('verifier.unknown')], facts: [own], notProved: [] }
}

type Fact = Words['facts'][number]
type Rest = Omit<Words, 'verdict' | 'title'>

const hiddenIn = ({ withheld }: HistoryFileReport) => withheld['by-law'] + withheld.retention + withheld.erased

/** What is not shown is never plainly *Verified*. */
function historyTitle(t: Texts, report: HistoryFileReport): string {
  return report.verdict === 'verified' && hiddenIn(report) > 0 ? t.text('verifier.title.partly') : t.text(`verdict.${report.verdict}`)
}

function historyWords(t: Texts, report: HistoryFileReport, own: Fact): Rest {
  const { verdict, code, checkpoint, level = 'sealed', size, covered, complete, linked, identifier, savedAt, withheld, anchors } = report
  const proven = verdict === 'verified' && checkpoint
  const values = { size, covered, ...checkpointValues(t, checkpoint), code: identifier?.value ?? '' }
  const says = proven
    ? [
        t.text(complete ? 'verifier.history.all' : 'verifier.history.some', values),
        t.text(`verifier.level.${level}`, values),
        ...(hiddenIn(report) > 0 ? [t.text('promise.withheld', hiddenValues(report))] : []),
        ...(report.unexplainedErasures.length > 0 ? [t.text('promise.unexplained', { count: report.unexplainedErasures.length })] : []),
        ...(linked ? [t.text('verifier.history.linked')] : []),
        ...anchors.flatMap((stamp) => (stamp.verdict === 'verified' && stamp.time !== undefined ? stampWords(t, stamp) : [])),
      ]
    : [t.text(`verifier.code.${code ?? 'malformed'}`)]
  const notProved = proven
    ? ['unreported', 'keyboard', 'later', ...(complete ? [] : ['others']), ...(level === 'sealed' ? ['views'] : []), 'page']
    : []
  return {
    says,
    facts: [
      ...(identifier && checkpoint ? [[t.text('verifier.fact.person'), identifier.value] as const] : []),
      ...(proven ? [[t.text('verifier.fact.entries'), t.text('verifier.fact.ofEntries', { covered, size })] as const] : []),
      ...(savedAt === undefined ? [] : [[t.text('verifier.fact.saved'), t.time(savedAt)] as const]),
      ...(checkpoint ? checkpointFacts(t, checkpoint) : []),
      ...anchors.map((stamp) => [t.text('verifier.fact.anchor'), stampWords(t, stamp)] as const),
      own,
      ...fileTrust(t, report.fileTrust),
    ],
    notProved: notProved.map((key) => t.text(`verifier.not.${key}`, values)),
  }

  function hiddenValues({ size }: HistoryFileReport) {
    const { 'by-law': byLaw, retention, erased } = withheld
    return { hidden: byLaw + retention + erased, size: Math.min(size, covered), byLaw, retention, erased }
  }
}

function entryFileWords(t: Texts, { verdict, code, checkpoint, level = 'sealed', logIndex }: EntryFileReport, own: Fact): Rest {
  const proven = verdict === 'verified' && checkpoint
  const values = { ...checkpointValues(t, checkpoint), index: logIndex ?? 0 }
  const withoutEntry = verdict === 'unchecked' && code === undefined
  return {
    says: proven
      ? [t.text('verifier.oneEntry.proven', values), t.text(`verifier.level.${level}`, values)]
      : [t.text(withoutEntry ? 'verifier.oneEntry.absent' : `verifier.code.${code ?? 'malformed'}`)],
    facts: [...(checkpoint ? checkpointFacts(t, checkpoint) : []), own],
    notProved: proven ? ['whose', 'name', 'unreported', 'keyboard', 'page'].map((key) => t.text(`verifier.not.${key}`, values)) : [],
  }
}

function evidenceWords(t: Texts, { verdict, code, found, at, pinned, shown, fileTrust: trust }: EvidenceReport, own: Fact): Rest {
  const values = { size: pinned?.size ?? 0, later: shown?.size ?? 0, ...checkpointValues(t, shown) }
  const madeUp = found === 'forked' || found === 'inconsistent' ? 'verifier.evidence.madeUp' : `verifier.code.${code ?? 'malformed'}`
  const says =
    verdict === 'verified'
      ? [t.text(`verifier.evidence.${found}`, values), t.text('verifier.evidence.blame', values)]
      : verdict === 'unchecked' && code === undefined
        ? [t.text('verifier.evidence.accusesNobody'), t.text('verifier.evidence.said', { code: found ?? '' })]
        : [t.text(code === 'unknown-log' ? 'verifier.code.unknown-log' : madeUp)]
  return {
    says,
    facts: [
      ...(found ? [[t.text('verifier.fact.found'), found] as const] : []),
      ...(at === undefined ? [] : [[t.text('verifier.fact.at'), t.time(at)] as const]),
      ...(pinned && shown
        ? ([
            [t.text('verifier.fact.pinned'), checkpointLine(t, pinned)],
            [t.text('verifier.fact.shown'), checkpointLine(t, shown)],
          ] as const)
        : []),
      own,
      ...fileTrust(t, trust),
    ],
    notProved: verdict === 'verified' ? [t.text('verifier.not.why'), t.text('verifier.not.page')] : [],
  }
}

function checkpointValues(t: Texts, checkpoint: CheckpointSummary | undefined) {
  return {
    operator: checkpoint?.origin ?? '',
    time: checkpoint ? t.time(checkpoint.time) : '',
    witnesses: checkpoint?.witnesses.length ?? 0,
    auditors: checkpoint?.auditors.length ?? 0,
  }
}

function checkpointFacts(t: Texts, { origin, size, root, time, timeIs, witnesses, auditors }: CheckpointSummary): Fact[] {
  return [
    [t.text(`verifier.fact.${timeIs}`), t.time(time)],
    [t.text('verifier.fact.origin'), origin],
    [t.text('verifier.fact.size'), t.number(size)],
    [t.text('verifier.fact.root'), root],
    ...(witnesses.length > 0 ? [[t.text('verifier.fact.witnesses'), t.list(witnesses)] as const] : []),
    ...(auditors.length > 0 ? [[t.text('verifier.fact.auditors'), t.list(auditors)] as const] : []),
  ]
}

function checkpointLine(t: Texts, { size, root, time }: CheckpointSummary): string {
  return t.text('verifier.fact.checkpoint', { size, root, time: t.time(time) })
}

function fileTrust(t: Texts, trust: { readonly fingerprint: string; readonly same: boolean } | undefined): Fact[] {
  if (!trust) return []
  return [
    [
      t.text('verifier.fact.fileTrust'),
      trust.same ? t.text('verifier.fact.same') : t.text('verifier.fact.other', { fingerprint: trust.fingerprint }),
    ],
  ]
}

/** A time stamp that does not verify accuses the time stamp. */
function stampWords(t: Texts, stamp: FileStamp): string {
  if (stamp.verdict === 'mismatch') return t.text('verifier.stamp.mismatch', { code: stamp.code })
  const { size, time, by, blocks } = stamp
  const [block] = blocks
  if (time !== undefined) return t.text('verifier.stamp.before', { size, by, time: t.time(time) })
  return block ? t.text('verifier.stamp.block', { size, height: block.height, root: block.merkleRoot }) : t.text('verifier.stamp.waiting')
}

import { type Mutation, of } from './mutation.ts'

const ASK = ['lib/server/disputes/ask.test.ts']

export const ASKING: readonly Mutation[] = [
  ...of(
    'lib/dispute/draft.ts',
    ['lib/dispute/draft.test.ts'],
    [
      ['entries === 0 || ', ''],
      [' || entries > MOST_ENTRIES', ''],
      ['reasons.length === 0', 'false'],
      ['wants.length === 0', 'false'],
      ["reasons.includes('other') && text", 'text'],
      ['text.length > LONGEST_TEXT', 'text.length >= LONGEST_TEXT'],
      ['.slice(0, LONGEST_DRAFT_TEXT)', ''],
    ],
  ),
  ...of('lib/server/disputes/drafts.ts', ASK, [
    [' || each.length > MOST_ENTRIES', ''],
    ['each.length === 0 || ', ''],
    ['  await readEntries(tx, patient, each, 0)\n', ''],
    ['if (known.length >= MOST_DRAFTS)', 'if (false)'],
    ['if (same) return same.id', ''],
    ['DRAFT_DAYS * DAY_MS', '92 * DAY_MS'],
    ['({ patient, author }: Author): Author => ({ patient, author })', '({ patient }: Author) => ({ patient })'],
  ]),
  ...of('lib/server/disputes/ask.ts', ASK, [
    ['  await alone(tx, sending)\n', ''],
    ['  if (before) return before\n', ''],
    ['if (problemsOf(entries.length, answers).length > 0)', 'if (false)'],
    ['>= MOST_QUESTIONS', '> MOST_QUESTIONS'],
    [" AND at > now() - interval '1 day'", ''],
    ["verdicts.get(named.historyIndex) ?? 'unverified'", "'unverified'"],
    [' AND state = ANY (${[...STEPS.join.from]})', ''],
    ['(asker_key = ${askerKey}::uuid OR NOT (safe_contact OR ${safeContact}))', '(asker_key = ${askerKey}::uuid OR true)'],
    ['(asker_key = ${askerKey}::uuid OR NOT (safe_contact OR ${safeContact}))', '(asker_key = ${askerKey}::uuid OR NOT safe_contact)'],
    ['  await addEntries(tx, at, entries)\n', ''],
    ['safeContact: row.safeContact || safeContact', 'safeContact: row.safeContact'],
    ['Math.min(row.severity, severityOf(all, { automatic }))', 'row.severity'],
    ['...(row.seen === number - 1 && { seen: number }),', ''],
    ['  await discardDraft(tx, sending, draftId)\n', ''],
  ]),
  ...of('lib/server/disputes/followed.ts', ASK, [
    [' OR NOT d.safe_contact', ''],
    [' OR ${patient} = ${author}', ''],
    ['(d.asker_key = ${author}::uuid OR ${patient} = ${author} OR NOT d.safe_contact)', 'true'],
  ]),
  ...of('lib/server/disputes/named-entries.ts', ASK, [
    ["if (rows.length !== new Set(indexes).size) throw new AppError('not-found')", ''],
    ["automatic || !actor || actor.kind === 'system'", "!actor || actor.kind === 'system'"],
    [" || actor.kind === 'system'", ''],
    [" || actor.kind === 'patient'", ''],
  ]),
  ...of(
    'lib/server/disputes/proof.ts',
    ['lib/server/disputes/proof.test.ts'],
    [
      [' || proof.length > LARGEST_PROOF', ''],
      ["report.kind === 'history' &&\n    report.verdict === 'verified' &&", "report.kind === 'history' &&"],
      ['    report.identifier.value === value &&\n', ''],
      ['    report.entries.length > 0 &&\n', ''],
      ['report.entries.every(({ historyIndex }) => entries.includes(historyIndex))', 'true'],
      ['if (text.includes(MISMATCH))', 'if (false)'],
    ],
  ),
  ...of(
    'lib/server/request.ts',
    ['lib/server/request.test.ts'],
    [
      ['if (length > limit)', 'if (length > 64 * 1024)'],
      [".replaceAll('\\r\\n', '\\n')", ''],
      [".replaceAll('\\0', '')", ''],
      ['[name, textOf(value)]))', '[name, value]))'],
      ['[[name, textOf(value)]]', '[[name, value]]'],
    ],
  ),
]

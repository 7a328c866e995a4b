import { type Mutation, of } from './mutation.ts'

const FILES = ['lib/server/disputes/files.test.ts']
const FOLLOWING = ['lib/server/disputes/following.test.ts']
const NEWS = ['lib/server/disputes/news.test.ts']

/** Following a question: who may, what is new, which files are taken. */
export const FOLLOW: readonly Mutation[] = [
  ...of(
    'lib/dispute/way.ts',
    ['lib/dispute/way.test.ts'],
    [
      ["stage !== 'organisation' || asked", 'true'],
      ["step === 'reopen'", "step === 'x'"],
      [" || state === 'escalated'", ''],
      [" || state === 'closed'", ''],
      ['i === reached && over', 'false'],
    ],
  ),
  ...of('lib/server/disputes/check-pdf.ts', FILES, [
    ['!/^%PDF-[12]\\.\\d[\\r\\n]/.test(text) || ', ''],
    [' || !/%%EOF[\\s\\0]*$/.test(text.slice(-1024))', ''],
    ["if (text.slice(-ZIP_TAIL).includes('PK\\x05\\x06')) throw", 'if (false) throw'],
    ['if (WORDS.test(whole)) throw', 'if (false) throw'],
    ['enumerateIndirectObjects()) refuseActive(object)', 'enumerateIndirectObjects()) object'],
    ['if (pdf.getPageCount() < 1) throw', 'if (false) throw'],
    ['{ maxOutputLength: Math.max(1, most) }', '{}'],
    ["filters.length > 1 || filters[0] !== '/FlateDecode'", 'false'],
  ]),
  ...of('lib/server/disputes/check-image.ts', FILES, [
    ['.autoOrient()', ''],
    ["failOn: 'error'", "failOn: 'none'"],
    ['MOST_PIXELS = 50_000_000', 'MOST_PIXELS = 70_000_000'],
  ]),
  ...of('lib/server/disputes/file-name.ts', FILES, [
    ['given.split(/[/\\\\]/).at(-1)', 'given'],
    ['.slice(0, LONGEST_NAME)', ''],
    ['visible(last.normalize', '(last.normalize'],
  ]),
  ...of('lib/server/disputes/files.ts', FILES, [
    ['if (file.size > LARGEST_FILE) throw', 'if (false) throw'],
    ['if (file.size === 0) throw', 'if (false) throw'],
    ['if (chosen.length > MOST_FILES) throw', 'if (false) throw'],
    ['  await checkPdf(bytes)\n', ''],
  ]),
  ...of('lib/server/disputes/files.ts', FOLLOWING, [
    ['stored.count + files.length > MOST_FILES', 'files.length > MOST_FILES'],
    ['bytes.length, stored.bytes) > LARGEST_TOGETHER', 'bytes.length, 0) > LARGEST_TOGETHER'],
  ]),
  ...of('lib/server/disputes/followed.ts', FOLLOWING, [
    [' OR NOT d.safe_contact)', ' OR true)'],
    ["AND e.audience = 'everybody'", ''],
    [" AND e.party <> 'patient'", ''],
    ['AND e.number > d.seen', ''],
    [' AND d.seen < ${number}', ''],
    [' AND d.seen < ${number} AND ${follows(by)}', ' AND d.seen < ${number}'],
    [' || (await tx.dispute.count({ where: { patient, id, askerKey: author } })) > 0', ' || true'],
    ['ORDER BY d.changed_at DESC', 'ORDER BY d.submitted_at DESC'],
  ]),
  ...of('lib/server/disputes/own-steps.ts', FOLLOWING, [
    ['if (lately > MOST_STEPS) throw', 'if (false) throw'],
    ['  await storeFiles(tx, at, number, files)\n', ''],
    ['const at = await requireKnown(tx, by, id)', 'const at = { patient: by.patient, id }'],
  ]),
  ...of('lib/server/disputes/cases.ts', NEWS, [
    ["step.party !== 'patient' && (step.audience", '(step.audience'],
    ["  if (step.party !== 'patient' && (step", '  if (false && (step'],
  ]),
  ...of('lib/server/alert-changes.ts', NEWS, [[", NOT: { cause: { startsWith: 'case:' } }", '']]),
  ...of(
    'lib/server/request.ts',
    ['lib/server/request.test.ts'],
    [
      ['if (length > heard) throw tooLarge', ''],
      ["if (Number(request.headers.get('content-length') ?? 0) > heard) throw tooLarge", ''],
      ['  if (length > limit) throw tooLarge\n', ''],
    ],
  ),
]

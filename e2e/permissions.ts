import { readFileSync } from 'node:fs'

/** Who asks, in the order of the table's columns. A representative asks for the person for whom they act. */
export const ASKERS = ['nobody', 'patient', 'representative', 'agent', 'officer', 'supervisor'] as const
export type Asker = (typeof ASKERS)[number]

/** `yes`: it is answered, if only with what is wrong in the request. `log-in`: only after a log-in. `none`: as if there were no such thing. */
export const ANSWERS = ['yes', 'log-in', 'none'] as const
export type PermissionAnswer = (typeof ANSWERS)[number]

export type Permission = {
  readonly method: string
  /** With `:name` for what stands there. */
  readonly path: string
  readonly answers: Readonly<Record<Asker, PermissionAnswer>>
}

/** The table of docs/permissions.md. @throws {Error} for a row that is not in its form. */
export function readPermissions(): readonly Permission[] {
  const text = readFileSync(new URL('../docs/permissions.md', import.meta.url), 'utf8')
  return text
    .split('\n')
    .filter((line) => /^\| `[A-Z]+ /.test(line))
    .map((line) => {
      const [, what = '', ...cells] = line.split('|').map((cell) => cell.trim())
      const [method = '', path = ''] = what.replaceAll('`', '').split(' ')
      const answers = Object.fromEntries(ASKERS.map((asker, i) => [asker, answerOf(cells[i], line)])) as Permission['answers']
      return { method, path, answers }
    })
}

function answerOf(cell: string | undefined, line: string): PermissionAnswer {
  const answer = ANSWERS.find((known) => known === cell)
  if (!answer) throw new Error(`docs/permissions.md: ${cell} is no answer: ${line}`)
  return answer
}

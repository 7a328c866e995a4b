/** The last name of a person as it is compared: no marks, no capitals, each part of a double name, and the ending by which a man's and a woman's differ. */
function surnames(name: string): readonly string[] {
  const last = name.trim().split(/\s+/u).at(-1) ?? ''
  const plain = last.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
  return plain.split(/[-‐‑–]/u).flatMap((part) => (part.length < 2 ? [] : [part.replace(/(?<=ov|ev|in)a$|(?<=ов|ев|ин)а$/u, '')]))
}

/** Whether two people may be of one family, as far as their names say. */
export function shareSurname(one: string, other: string): boolean {
  const names = surnames(one)
  return surnames(other).some((name) => names.includes(name))
}

/** Whether two names are the same but for how they are written. */
export function sameName(one: string, other: string): boolean {
  const plain = (name: string) =>
    name
      .normalize('NFD')
      .replaceAll(/[\p{M}\s]/gu, '')
      .toLowerCase()
  return plain(one) === plain(other)
}

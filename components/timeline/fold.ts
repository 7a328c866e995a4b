const MARKS = /\p{M}/gu
const APOSTROPHES = /['`´’‘ʼ′]/g
const DASHES = /[-‐‑–—]/g
const OTHERS: { readonly [letter: string]: string } = { ø: 'o', ł: 'l', đ: 'd', ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th', ð: 'd', ı: 'i' }

/** A text as it is compared: without case, accents and apostrophes of any form, dashes as spaces. Folding it again changes nothing. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(MARKS, '')
    .replace(APOSTROPHES, '')
    .replace(DASHES, ' ')
    .replace(/[øłđßæœþðı]/g, (letter) => OTHERS[letter] ?? letter)
}

/** The words that are looked for. All of them must be there, each anywhere. */
export function wordsOf(text: string): readonly string[] {
  return fold(text).split(/\s+/).filter(Boolean)
}

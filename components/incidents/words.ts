/** What an incident’s code is called: the two contradictions by their own words, all else as an answer that did not match. */
export function codeKey(code: string): 'forked' | 'inconsistent' | 'other' {
  return code === 'forked' || code === 'inconsistent' ? code : 'other'
}

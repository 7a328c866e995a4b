import { parseEvent } from '#lib/event/access-event.ts'
import { commitConcealed, commitEvent } from '#lib/history/entry.ts'
import { equalBytes, toBase64 } from '#lib/tlog/bytes.ts'
import { VerificationError } from '#lib/tlog/error.ts'

/** The columns of an event that its commitment follows from. */
export type BoundBytes = {
  readonly commitment: Uint8Array
  readonly event: Uint8Array | null
  readonly eventNonce: Uint8Array | null
  readonly concealed: Uint8Array | null
  readonly concealedNonce: Uint8Array | null
  readonly withheld: string | null
}

/** `kept`: the words are those that were committed to. `changed`: they are others. `gone`: there are none to compare. */
export type Binding = 'kept' | 'changed' | 'gone'

/**
 * Whether what the database says of an event, and the names in it, are what its commitment was made of. For readers who are not given the
 * bytes (docs/decisions/0094): they have this server's word for it, and check the commitment themselves.
 */
export function bindingOf({ commitment, event, eventNonce, concealed, concealedNonce, withheld }: BoundBytes): Binding {
  if (withheld !== null || !event || !eventNonce || !concealed || !concealedNonce) return 'gone'
  try {
    const same = equalBytes(commitEvent(eventNonce, event), commitment)
    const names = toBase64(commitConcealed(concealedNonce, concealed)) === parseEvent(event).concealed
    return same && names ? 'kept' : 'changed'
  } catch (error) {
    if (error instanceof VerificationError) return 'changed'
    throw error
  }
}

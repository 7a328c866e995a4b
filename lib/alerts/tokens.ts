import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'

const CIPHER = 'aes-256-gcm'
const NONCE = 12
const TAG = 16

/** Derived from `ALERT_SECRET`, which the web server and the worker share. */
function key(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `sightline/alerts/${purpose}`, 32))
}

const digestOf = (address: string) => createHash('sha256').update(address).digest().subarray(0, 16)

/** What an e-mail's unsubscribe address holds: whose and which address, encrypted and authenticated. To anybody else it says nothing. */
export function unsubscribeToken(secret: string, patient: string, address: string): string {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv(CIPHER, key(secret, 'unsubscribe'), nonce)
  const plain = Buffer.concat([Buffer.from(patient.replaceAll('-', ''), 'hex'), digestOf(address)])
  const sealed = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  return sealed.toString('base64url')
}

/** Whose token that is, and whether it was made for an address; undefined for what we did not make. */
export function openUnsubscribeToken(
  secret: string,
  token: string,
): { readonly patient: string; isFor(address: string): boolean } | undefined {
  const sealed = Buffer.from(token, 'base64url')
  if (sealed.length !== NONCE + 32 + TAG || sealed.toString('base64url') !== token) return undefined
  const decipher = createDecipheriv(CIPHER, key(secret, 'unsubscribe'), sealed.subarray(0, NONCE), { authTagLength: TAG })
  decipher.setAuthTag(sealed.subarray(-TAG))
  const plain = decipher.update(sealed.subarray(NONCE, -TAG))
  try {
    decipher.final()
  } catch {
    return undefined
  }
  const patient = plain.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return { patient, isFor: (address) => timingSafeEqual(plain.subarray(16), digestOf(address)) }
}

/** What the link in a confirmation holds; `id` is that of its row. */
export function confirmationToken(secret: string, patient: string, id: Uint8Array): string {
  return createHmac('sha256', key(secret, 'confirm')).update(patient).update(id).digest('base64url')
}

export function isConfirmationToken(secret: string, patient: string, id: Uint8Array, token: string): boolean {
  const [given, own] = [Buffer.from(token), Buffer.from(confirmationToken(secret, patient, id))]
  return given.length === own.length && timingSafeEqual(given, own)
}

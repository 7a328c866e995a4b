import { VerificationError } from '#lib/tlog/error.ts'
import { fromExported, type ReadBack } from './from-exported.ts'
import { type AuditEventJson, type ExportedEntry, type ExportOptions, toAuditEvent, withheldId } from './to-fhir.ts'

export type Bundle = {
  readonly resourceType: 'Bundle'
  readonly type: 'collection'
  /** An instant. */
  readonly timestamp: string
  readonly entry: readonly { readonly fullUrl: string; readonly resource: AuditEventJson }[]
}

/** A FHIR R4 Bundle of type *collection*: each entry as an AuditEvent, in the order that is given. It holds no proof. */
export function exportBundle(entries: readonly ExportedEntry[], options: ExportOptions & { readonly timestamp: string }): Bundle {
  return {
    resourceType: 'Bundle',
    type: 'collection',
    timestamp: options.timestamp,
    entry: entries.map((entry) => ({ fullUrl: fullUrl(entry, options.origin), resource: toAuditEvent(entry, options) })),
  }
}

function fullUrl(entry: ExportedEntry, origin: string): string {
  return 'event' in entry ? `urn:uuid:${entry.event.id}` : `https://${origin}/AuditEvent/${withheldId(entry.logIndex)}`
}

/** Every AuditEvent of a Bundle that `exportBundle` made. @throws {VerificationError} `malformed` */
export function readExportedBundle(bundle: unknown): readonly ReadBack[] {
  const { resourceType, entry } = (bundle ?? {}) as Partial<Bundle>
  if (resourceType !== 'Bundle' || !Array.isArray(entry)) throw new VerificationError('malformed', 'not a Bundle')
  return entry.map(({ resource }) => fromExported(resource))
}

import type { NotReported, RecordSystemKind } from '../record-system.ts'

/** A record system of the demonstration, as the operator registers it. `shape` is the form in which it writes its AuditEvents. */
export type DemoRecordSystem = {
  readonly id: string
  readonly clientId: string
  readonly name: string
  readonly baseUrl: string
  readonly organisation: string
  /** The organisation's code in the business register. */
  readonly register: string
  readonly namePolicy: 'shown' | 'role-only' | 'delayed' | 'by-law'
  readonly nameDelayDays: number
  readonly shape: 'balp' | 'ch-atc' | 'gematik'
  readonly kind: RecordSystemKind
  readonly notReported?: readonly NotReported[]
}

type Told = Pick<DemoRecordSystem, 'kind' | 'notReported'>

const make = (
  id: string,
  name: string,
  organisation: string,
  register: string,
  shape: DemoRecordSystem['shape'],
  told: Told,
  policy: { readonly namePolicy: DemoRecordSystem['namePolicy']; readonly nameDelayDays: number } = {
    namePolicy: 'shown',
    nameDelayDays: 0,
  },
): DemoRecordSystem => ({
  id,
  clientId: id,
  name,
  baseUrl: `https://${id}.example/fhir`,
  organisation,
  register,
  shape,
  ...told,
  ...policy,
})

export const SYSTEMS = {
  clinic: make('tartu-clinic', 'Tartu Clinic records', 'Tartu Clinic', '90010001', 'balp', {
    kind: 'hospital',
    notReported: ['paper', 'maintenance'],
  }),
  family: make('jogi-practice', 'Family practice software', 'Jõgi Family Practice', '90010002', 'balp', {
    kind: 'practice',
    notReported: ['paper'],
  }),
  exchange: make('health-exchange', 'National health information exchange', 'Health Information Centre', '90010003', 'balp', {
    kind: 'exchange',
    notReported: [],
  }),
  hospital: make('north-hospital', 'North Hospital records', 'North Hospital', '90010004', 'ch-atc', {
    kind: 'hospital',
    notReported: ['paper', 'maintenance', 'statistics'],
  }),
  images: make('image-bank', 'National image bank', 'Image Bank Foundation', '90010005', 'ch-atc', {
    kind: 'images',
    notReported: ['maintenance'],
  }),
  prescriptions: make('prescription-centre', 'Prescription Centre', 'Health Insurance Agency', '90010006', 'gematik', {
    kind: 'prescriptions',
    notReported: ['searches'],
  }),
  laboratory: make('west-laboratory', 'West Laboratory results', 'West Laboratory', '90010007', 'balp', { kind: 'laboratory' }),
  ambulance: make('ambulance-card', 'Ambulance card', 'Ambulance Service', '90010008', 'balp', {
    kind: 'ambulance',
    notReported: ['paper'],
  }),
  psychiatry: make(
    'linden-psychiatry',
    'Linden Psychiatry records',
    'Linden Psychiatry Clinic',
    '90010009',
    'balp',
    { kind: 'hospital' },
    {
      namePolicy: 'by-law',
      nameDelayDays: 0,
    },
  ),
  rehabilitation: make(
    'shore-rehabilitation',
    'Shore Rehabilitation records',
    'Shore Rehabilitation',
    '90010010',
    'ch-atc',
    { kind: 'hospital', notReported: ['paper', 'before'] },
    {
      namePolicy: 'delayed',
      nameDelayDays: 7,
    },
  ),
  insurance: make(
    'insurance-agency',
    'Benefits system',
    'Health Insurance Agency',
    '90010006',
    'balp',
    { kind: 'insurance', notReported: ['statistics', 'automatic'] },
    {
      namePolicy: 'role-only',
      nameDelayDays: 0,
    },
  ),
} as const satisfies { readonly [system: string]: DemoRecordSystem }

export const DEMO_RECORD_SYSTEMS: readonly DemoRecordSystem[] = Object.values(SYSTEMS)

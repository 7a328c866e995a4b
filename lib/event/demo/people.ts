/** Somebody of the demonstration who can log in. All are invented; the codes have the form of Estonian personal codes. */
export type DemoPerson = {
  readonly code: string
  readonly givenName: string
  readonly familyName: string
  /** What their history shows, in one sentence. */
  readonly story: string
}

export const MARI: DemoPerson = {
  code: '48403129900',
  givenName: 'Mari',
  familyName: 'Maasikas',
  story: 'A typical history: 60 entries over two years.',
}
export const JAAN: DemoPerson = {
  code: '35111279908',
  givenName: 'Jaan',
  familyName: 'Tamm',
  story: 'Ill for years: a history of 3,000 entries.',
}
export const LIIS: DemoPerson = {
  code: '60406189900',
  givenName: 'Liis',
  familyName: 'Kask',
  story: 'New here: nobody has looked, and that is proven too.',
}
export const ANDRES: DemoPerson = {
  code: '37909059902',
  givenName: 'Andres',
  familyName: 'Põder',
  story: 'A nurse who is his former partner looked at night, four times.',
}
export const HELVE: DemoPerson = {
  code: '46302149902',
  givenName: 'Helve',
  familyName: 'Rand',
  story: 'In a lawsuit with her surgeon, who looked 214 times in two mornings.',
}
export const TOOMAS: DemoPerson = {
  code: '38807019907',
  givenName: 'Toomas',
  familyName: 'Saar',
  story: 'An emergency: the glass was broken at night. Later somebody was refused.',
}
export const KERSTI: DemoPerson = {
  code: '47510089904',
  givenName: 'Kersti',
  familyName: 'Lepik',
  story: 'Automatic list queries every week, and a laboratory that was silent for months and then reported it all.',
}
export const PEETER: DemoPerson = {
  code: '36605209903',
  givenName: 'Peeter',
  familyName: 'Mets',
  story: 'One read that both sides reported, shown once.',
}
export const ALEKSANDR: DemoPerson = {
  code: '39204119904',
  givenName: 'Aleksandr',
  familyName: 'Ivanov',
  story: 'Names withheld by law, and names that are shown after a week.',
}
export const MARY: DemoPerson = {
  code: '60001019906',
  givenName: 'MARY ÄNN',
  familyName: 'O’CONNEŽ-ŠUSLIK',
  story: 'A name that breaks careless programs, and two looks in the hour that came twice.',
}

export const VIIVI: DemoPerson = {
  code: '47004129902',
  givenName: 'Viivi',
  familyName: 'Lang',
  story: 'People whom she never met: a laboratory, a second opinion, an office. And a test that should not be there.',
}

export const MIA: DemoPerson = {
  code: '61403199904',
  givenName: 'Mia',
  familyName: 'Maasikas',
  story: 'A child. Mari and Toomas, her parents, read her list too, and each time that is in it.',
}
/** Somebody who does not log in: his guardian reads his list. */
export const VILLEM: DemoPerson = {
  code: '34108229902',
  givenName: 'Villem',
  familyName: 'Mets',
  story: 'Peeter is his guardian. Nobody has looked.',
}

/** In the order of the log-in page. */
export const DEMO_PEOPLE: readonly DemoPerson[] = [MARI, JAAN, LIIS, ANDRES, HELVE, TOOMAS, KERSTI, PEETER, ALEKSANDR, MARY, VIIVI, MIA]

/** Who may act for whom. A mandate is for a year, and began some days ago. */
export const DEMO_REPRESENTATIONS = [
  { kind: 'parent', representative: MARI, patient: MIA, source: 'Population register' },
  { kind: 'parent', representative: TOOMAS, patient: MIA, source: 'Population register' },
  { kind: 'mandate', representative: KERSTI, patient: HELVE, source: 'Mandate signed by Helve Rand' },
  { kind: 'guardian', representative: PEETER, patient: VILLEM, source: 'Decision of the county court' },
] as const

/** Somebody at work. `role` is a SNOMED CT code. */
export type Staff = { readonly name: string; readonly code: string; readonly role: string; readonly unit?: string }

const NURSE = '106292003'
const PHYSICIAN = '309343006'

export const STAFF = {
  familyDoctor: { name: 'Dr Tiina Jõgi', code: 'D01201', role: '62247001' },
  familyNurse: { name: 'Anna Berg', code: 'N04417', role: NURSE },
  internist: { name: 'Dr Rein Vaher', code: 'D02318', role: PHYSICIAN, unit: 'Internal medicine' },
  surgeon: { name: 'Dr Margus Oja', code: 'D03377', role: '304292004', unit: 'Orthopaedic surgery' },
  surgicalNurse: { name: 'Piret Kuusk', code: 'N05120', role: NURSE, unit: 'Orthopaedic surgery' },
  nightNurse: { name: 'Kristel Aas', code: 'N06634', role: NURSE, unit: 'Cardiology' },
  radiologist: { name: 'Dr Olga Petrova', code: 'D04190', role: '66862007', unit: 'Radiology' },
  emergencyDoctor: { name: 'Dr Siim Hein', code: 'D05572', role: PHYSICIAN, unit: 'Emergency department' },
  paramedic: { name: 'Karl Liiv', code: 'P00731', role: '397897005', unit: 'Brigade 14' },
  receptionist: { name: 'Eve Sild', code: 'A00214', role: '', unit: 'Outpatient reception' },
  psychiatrist: { name: 'Dr Maie Roos', code: 'D06645', role: '80584001', unit: 'Ward 2' },
  therapist: { name: 'Urmas Kivi', code: 'T00310', role: '36682004', unit: 'Physiotherapy' },
  dialysisNurse: { name: 'Leida Nõmm', code: 'N07981', role: NURSE, unit: 'Dialysis' },
  dialysisDoctor: { name: 'Dr Ivo Kallas', code: 'D07712', role: PHYSICIAN, unit: 'Dialysis' },
  dentist: { name: 'Dr Hanna Lill', code: 'D08003', role: '106289002' },
  midwife: { name: 'Signe Ots', code: 'M01122', role: '309453006', unit: 'Women’s clinic' },
  laboratoryDoctor: { name: 'Dr Aive Luik', code: 'D09114', role: PHYSICIAN },
  officer: { name: 'Raul Metsla', code: 'A00907', role: '', unit: 'Benefits' },
} as const satisfies { readonly [who: string]: Staff }

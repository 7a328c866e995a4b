import { ALEKSANDR, ANDRES, HELVE, KERSTI, MARI, TOOMAS, VIIVI } from '#lib/event/demo/people.ts'
import { SYSTEMS } from '#lib/event/demo/record-systems.ts'
import { type DemoStaff, ENE, KADRI, MARKO, RIINA, TONU } from './demo.ts'
import type { DemoCase, DemoStep } from './demo-cases.ts'
import type { Outcome } from './kinds.ts'

const CLINIC = SYSTEMS.clinic.register
const HOSPITAL = SYSTEMS.hospital.register

const received = (by: DemoStaff): readonly DemoStep[] => [
  { step: 'acknowledge', by, after: 1 },
  { step: 'triage', by, after: 1 },
]

const asked = (by: DemoStaff, provider: string, after: number, text: string): DemoStep => ({
  step: 'ask-provider',
  by,
  after,
  provider,
  text,
})
const answered = (by: DemoStaff, after: number, finding: Outcome, text: string): DemoStep => ({ step: 'answer', by, after, finding, text })

/** Examined and proposed by one, and confirmed by another on the next day. */
const justified = (by: DemoStaff, second: DemoStaff, after: number, text: string): readonly DemoStep[] => [
  { step: 'review', by, after },
  { step: 'propose', by, after, text },
  { step: 'take-review', by: second, after: after + 1 },
  { step: 'confirm', by: second, after: after + 1, text },
]

/** What people with a story ask. */
export const DEMO_STORIES: readonly DemoCase[] = [
  {
    asker: ANDRES,
    locale: 'en',
    about: ({ actor }) => actor?.name === 'Kristel Aas',
    ...{ reasons: ['acquaintance', 'not-in-care'], wants: ['explanation', 'report'], care: 'no', knows: 'yes' },
    safeContact: true,
    text: 'Kristel Aas is my former partner. I was never a patient of this ward, and I was at home on each of these nights. I want to know why she opened my records.',
    daysAgo: 13,
    steps: [
      ...received(KADRI),
      asked(
        KADRI,
        HOSPITAL,
        1,
        'Did Kristel Aas have a task with this patient on these nights? The patient says that they know each other privately. Please look at your own log first, and do not leave the answer to her ward.',
      ),
      {
        step: 'note',
        by: KADRI,
        after: 1,
        text: 'Four looks in three nights, none with a reason. He asks that nothing is sent to his home.',
      },
    ],
  },
  {
    asker: HELVE,
    locale: 'en',
    about: ({ actor, application }) => actor?.name === 'Dr Margus Oja' && application !== undefined,
    ...{ reasons: ['too-many', 'acquaintance'], wants: ['explanation', 'report'], care: 'no', knows: 'yes' },
    text: 'Dr Oja operated on my knee, and now we are in court about it. On the two mornings before the hearing he opened my records 214 times. I was not his patient any more. A question can name 50 entries. I ask about all of them.',
    daysAgo: 18,
    steps: [
      ...received(MARKO),
      asked(
        MARKO,
        CLINIC,
        1,
        'What was Dr Oja’s task with this patient on these two mornings? The treatment had ended more than a year before.',
      ),
      answered(
        TONU,
        8,
        'justified',
        'Dr Oja wrote the clinic’s statement for the court together with our lawyer, and needed the whole file for it. Each page that he opened again is one more look.',
      ),
      { step: 'review', by: MARKO, after: 9 },
      {
        step: 'propose',
        by: MARKO,
        after: 10,
        text: 'The clinic says that Dr Oja opened your records to write its statement for the court, and that this was his task.',
      },
    ],
  },
  {
    asker: KERSTI,
    locale: 'et',
    about: ({ automatic, origin }) => automatic && origin.id === SYSTEMS.family.id,
    ...{ reasons: ['too-many'], wants: ['explanation'], care: 'no', knows: 'no' },
    text: 'Igal nädalal kell viis hommikul vaatab keegi minu andmeid. Nii tihti ma arsti juures ei käi. Miks seda tehakse?',
    daysAgo: 22,
    steps: [
      ...received(KADRI),
      { step: 'review', by: KADRI, after: 2 },
      {
        step: 'decide',
        by: KADRI,
        after: 3,
        outcome: 'automatic',
        text: 'Neid päringuid ei teinud inimene. Kord nädalas käib perearstikeskuse programm läbi kogu nimistu, et meelde tuletada näiteks vaktsineerimist. Keegi ei otsinud Teid ega lugenud Teie andmeid. Kanded jäävad loendisse ja on märgitud automaatseks.',
      },
    ],
  },
  {
    asker: MARI,
    locale: 'en',
    about: ({ actor, onBehalfOf }) => actor?.name === 'Eve Sild' && onBehalfOf !== undefined,
    ...{ reasons: ['unknown-person'], wants: ['explanation'], care: 'yes', knows: 'no' },
    text: 'I was at the hospital that evening with a broken wrist. But why did somebody from the reception open my X-ray?',
    daysAgo: 36,
    steps: [
      ...received(KADRI),
      asked(KADRI, HOSPITAL, 2, 'Why did the reception open this picture, and for whom?'),
      answered(
        RIINA,
        6,
        'justified',
        'Eve Sild put the picture on the screen for Dr Siim Hein, who was setting the wrist at that moment. This is usual in the emergency room, and the record names him as responsible.',
      ),
      ...justified(
        KADRI,
        ENE,
        7,
        'The receptionist opened your X-ray for Dr Siim Hein, who was setting your wrist at that moment. The hospital has checked this. The entry names both of them.',
      ),
    ],
  },
  {
    asker: MARI,
    locale: 'en',
    about: ({ origin }) => origin.id === SYSTEMS.insurance.id,
    ...{ reasons: ['not-in-care'], wants: ['explanation'], care: 'no', knows: 'unsure' },
    text: 'The benefits office read my certificate of sick leave. I was not on leave in that month.',
    daysAgo: 19,
    steps: [
      ...received(KADRI),
      {
        step: 'ask-patient',
        by: KADRI,
        after: 2,
        text: 'The certificate is from the time of your broken wrist. Did you or your employer ask for a benefit afterwards? If you do not know, just write that.',
      },
    ],
  },
  {
    asker: TOOMAS,
    locale: 'en',
    about: ({ emergency }) => emergency,
    ...{ reasons: ['emergency'], wants: ['explanation'], care: 'unsure', knows: 'no' },
    text: 'I do not remember that night. Who decided that it was an emergency, and why did they have to read what medicines I take?',
    daysAgo: 44,
    steps: [
      ...received(MARKO),
      asked(MARKO, CLINIC, 1, 'Was this an emergency when the emergency desk opened the list of medicines and the allergy tests?'),
      answered(
        TONU,
        5,
        'justified',
        'Yes. The ambulance brought the patient in unconscious. Dr Siim Hein had to know his medicines and allergies before he could treat him.',
      ),
      ...justified(
        MARKO,
        KADRI,
        6,
        'You were unconscious when the ambulance brought you in, and nobody could ask you. Paramedic and doctor had to know your medicines and allergies before they could treat you.',
      ),
      { step: 'close', by: 'clock', after: 41 },
    ],
  },
  {
    asker: TOOMAS,
    locale: 'en',
    about: ({ outcome }) => outcome === '8',
    ...{ reasons: ['not-in-care'], wants: ['explanation', 'report'], care: 'no', knows: 'no' },
    text: 'I closed this letter, so that only my doctors can read it. Why did a receptionist try to open it?',
    daysAgo: 16,
    steps: [
      ...received(MARKO),
      asked(MARKO, CLINIC, 1, 'What was Eve Sild’s task with this letter?'),
      answered(
        TONU,
        5,
        'unjustified',
        'None. The patient had no appointment on that day, and she cannot say why she tried. We have spoken with her, and checked that she has opened nothing else of his.',
      ),
      { step: 'review', by: MARKO, after: 6 },
      {
        step: 'decide',
        by: MARKO,
        after: 7,
        outcome: 'unjustified',
        text: 'The receptionist had no reason to open your letter. Because you had closed it, nothing was shown to her. The clinic has spoken with her, and found no other attempt. You can complain to the data protection authority; this answer is your proof.',
      },
    ],
  },
  {
    asker: ALEKSANDR,
    locale: 'ru',
    about: ({ origin }) => origin.id === SYSTEMS.psychiatry.id,
    ...{ reasons: ['unknown-person'], wants: ['explanation'], care: 'yes', knows: 'unsure' },
    text: 'В списке указана клиника, но имени нет. Кто открывал мои записи, и почему имя скрыто?',
    daysAgo: 'unconfirmed',
    steps: [],
  },
  {
    asker: VIIVI,
    locale: 'et',
    about: ({ purpose }) => purpose.some(({ code }) => code === 'HTEST'),
    ...{ reasons: ['other'], wants: ['explanation', 'correction'], care: 'no', knows: 'no' },
    text: 'Kandes on kirjas, et see oli test. Ma ei ole lubanud oma andmetega midagi testida.',
    daysAgo: 47,
    steps: [
      ...received(KADRI),
      asked(KADRI, CLINIC, 1, 'Why was a test made with this person’s record?'),
      answered(
        TONU,
        5,
        'log-wrong',
        'The training desk was connected to the real records for one hour by mistake. What was opened there was a list of numbers; the letter itself was not shown. The desk has been disconnected.',
      ),
      { step: 'review', by: KADRI, after: 6 },
      {
        step: 'decide',
        by: KADRI,
        after: 6,
        outcome: 'log-wrong',
        text: 'See kanne ei ütle, mis tegelikult juhtus. Kliiniku õppeprogramm oli ühe tunni kogemata ühendatud päris andmetega. Teie epikriisi seal ei näidatud. Kliinik on ühenduse katkestanud. Kanne jääb loendisse ja on märgitud testiks.',
      },
      { step: 'close', by: 'clock', after: 40 },
    ],
  },
]

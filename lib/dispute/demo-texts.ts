import type { AskersLook } from '#lib/event/demo/askers.ts'
import type { DemoLocale } from './demo-cases.ts'
import type { Outcome } from './kinds.ts'

type Words = Readonly<Record<DemoLocale, string>>

/** What is asked about a look. */
export const ASKED: Readonly<Record<AskersLook, Words>> = {
  list: {
    en: 'Somebody searches for me at five in the morning. What for?',
    et: 'Keegi otsib mind kell viis hommikul. Milleks?',
    ru: 'Кто-то ищет меня в пять утра. Зачем?',
  },
  reception: {
    en: 'I do not know who this is. Why does a reception need my discharge letter?',
    et: 'Ma ei tea, kes see on. Miks on registratuuris vaja minu haiglast saadetud kirja?',
    ru: 'Я не знаю, кто это. Зачем регистратуре моя выписка?',
  },
  ward: {
    en: 'I was not at this clinic in that week. Why were my results read there?',
    et: 'Ma ei olnud sel nädalal selles kliinikus. Miks seal minu tulemusi loeti?',
    ru: 'На той неделе меня в этой клинике не было. Почему там смотрели мои анализы?',
  },
  night: {
    en: 'She lives in our house. I have never been on her ward.',
    et: 'Ta elab minuga ühes majas. Tema osakonnas ma käinud ei ole.',
    ru: 'Она живёт в нашем доме. В её отделении меня никогда не лечили.',
  },
  image: {
    en: 'I have never met this doctor. Who asked for this look?',
    et: 'Ma ei ole selle arstiga kunagi kohtunud. Kes seda palus?',
    ru: 'Этот врач мне незнаком. По чьей просьбе он смотрел снимок?',
  },
  benefits: {
    en: 'I did not ask for any benefit. Why was my certificate read?',
    et: 'Ma ei ole ühtegi hüvitist taotlenud. Miks minu lehte loeti?',
    ru: 'Заявления на пособие от меня не было. Почему читали мой больничный лист?',
  },
}

/** What staff write to the person, and the person to them. */
export const ANSWERED: Readonly<Record<Outcome | 'ask-patient' | 'extend' | 'reopen' | 'escalate', Words>> = {
  justified: {
    en: 'The organisation has checked it. The person had a task in your care: your doctor had asked for it.',
    et: 'Asutus on selle üle kontrollinud. Sellel inimesel oli Teie ravis ülesanne: Teie arst oli seda palunud.',
    ru: 'Учреждение это проверило. У этого человека была задача в Вашем лечении: об этом просил Ваш врач.',
  },
  automatic: {
    en: 'No person looked. Once a week a program goes through the list of all patients of the practice, to send reminders.',
    et: 'Ükski inimene ei vaadanud. Kord nädalas käib programm läbi kõik perearstikeskuse patsiendid, et saata meeldetuletusi.',
    ru: 'Никто из людей не смотрел. Раз в неделю программа проходит по списку всех пациентов, чтобы разослать напоминания.',
  },
  administration: {
    en: 'It was office work: your visit was prepared for payment. Nobody may use it for anything else.',
    et: 'See oli asjaajamine: Teie visiit valmistati ette arveldamiseks. Muuks ei tohi keegi neid andmeid kasutada.',
    ru: 'Это была канцелярская работа: Ваш визит готовили к оплате. Ни для чего другого использовать данные нельзя.',
  },
  mistaken: {
    en: 'It was a mistake: somebody with a similar name was meant. The page was closed after a few seconds.',
    et: 'See oli eksitus: mõeldud oli sarnase nimega inimest. Leht suleti mõne sekundi pärast.',
    ru: 'Это была ошибка: искали человека с похожей фамилией. Страницу закрыли через несколько секунд.',
  },
  unjustified: {
    en: 'There was no reason to look. The organisation has said so itself, and is dealing with it. You can also complain to the data protection authority.',
    et: 'Vaatamiseks ei olnud põhjust. Asutus on seda ise tunnistanud ja tegeleb sellega. Võite pöörduda ka andmekaitseasutuse poole.',
    ru: 'Причины смотреть не было. Учреждение само это признало и принимает меры. Вы можете также обратиться в инспекцию по защите данных.',
  },
  'log-wrong': {
    en: 'The entry names the wrong day, because the clinic’s clock was wrong. It stays in your list, and the clinic has corrected its clock.',
    et: 'Kandes on vale päev: kliiniku kell oli vale. Kanne jääb loendisse ja kliinik on oma kella parandanud.',
    ru: 'В записи указан неверный день: часы клиники шли неправильно. Запись остаётся в списке, а клиника поправила часы.',
  },
  undetermined: {
    en: 'We could not find it out. The account was used at a computer that several people share.',
    et: 'Me ei saanud seda teada. Kontot kasutati arvutis, mida jagavad mitu inimest.',
    ru: 'Выяснить это не удалось. Учётной записью пользовались на общем компьютере.',
  },
  'out-of-scope': {
    en: 'Whether you were entitled to the benefit is not for us to judge. The agency itself answers that. That it read the certificate was part of its work.',
    et: 'Seda, kas Teil oli õigus hüvitisele, meie ei otsusta. Sellele vastab amet ise. Lehe lugemine kuulus tema töö juurde.',
    ru: 'Есть ли у Вас право на пособие, решаем не мы. На это ответит само ведомство. Прочесть больничный лист входило в его работу.',
  },
  'ask-patient': {
    en: 'Were you at a doctor’s in the week before? If you are not sure, write that.',
    et: 'Kas käisite nädal varem arsti juures? Kui Te ei mäleta, kirjutage ka seda.',
    ru: 'Был ли у Вас визит к врачу за неделю до этого? Если не помните, так и напишите.',
  },
  extend: {
    en: 'We need more time: the organisation is still talking with the person. You get an answer as soon as we know more.',
    et: 'Vajame rohkem aega: asutus alles räägib selle inimesega. Vastame niipea, kui teame rohkem.',
    ru: 'Нам нужно больше времени: учреждение ещё говорит с этим человеком. Мы ответим, как только узнаем больше.',
  },
  reopen: {
    en: 'My name is not a common one. I do not believe that.',
    et: 'Minu nimi ei ole tavaline. Ma ei usu seda.',
    ru: 'У меня редкая фамилия. Я в это не верю.',
  },
  escalate: {
    en: 'That is not enough for me. I have written to the authority.',
    et: 'Sellest mulle ei piisa. Kirjutasin andmekaitseasutusele.',
    ru: 'Мне этого мало. Обращаюсь в инспекцию по защите данных.',
  },
}

/** What staff and officers write to each other. */
export const PROPOSED = {
  ask: 'What was this person’s task with the patient on that day?',
  found: {
    justified: 'The treating doctor had asked for a second look. The request is on record.',
    automatic: 'A program did this by itself.',
    administration: 'The visit was coded for payment.',
    mistaken: 'Another patient of a similar name was meant.',
    unjustified: 'We found no task. We are talking with the employee.',
    'log-wrong': 'Our clock was wrong on that day.',
    undetermined: 'The account was used at a shared computer. We cannot say by whom.',
    'out-of-scope': 'This is not for us to judge.',
  } satisfies Readonly<Record<Outcome, string>>,
} as const

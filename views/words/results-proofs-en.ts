import type { ProofsWords } from './results-proofs.ts'

const count = (n: number) => n.toLocaleString('en-GB')

/** 「鍵の一覧」 and 「だれでも確かめられます」 in English. */
export const proofsEnglish: ProofsWords = {
  anonymity: 'How anonymity works',
  keys: {
    title: 'List of keys',
    lead: 'With this list anybody can check that everybody is given the same key and the same pages. It only grows: rewritten, it would no longer agree with copies that were saved before.',
    list: 'Entries, newest first',
    empty: 'There is none yet. Entries begin when a survey is decided on.',
    events: {
      announced: 'Survey decided on',
      changed: 'Pages changed with a published change',
      program: 'Pages changed with an update of the program',
      closed: 'Closed (the key that signs answer cards was deleted)',
      cancelled: 'Cancelled',
      'proposal-quarter': 'Key of the proposal box',
      earlier: 'Decided on before this list began',
    },
    quarter: (from, to) => `Proposal box (${from} to ${to})`,
    numberAndDay: 'Number and day',
    entry: (n, day) => `No. ${n}, ${day}`,
    key: 'Key number',
    bundle: 'Check value of the pages',
    all: 'Show all',
    allOf: (n) => ` (check values of the pages, no. ${n})`,
    each: 'Check values of each page and program',
    own: 'Check value of this entry',
    compare: 'How to compare',
    colon: ': ',
    how: [
      ['Key number', 'It is the same on the paper notice, on the answer page and in this list.'],
      [
        'Check value of the pages',
        'Calculate the SHA-256 of the answer page and its programs and compare it with “Show all”. If somebody in another office does so too, you know that different people are not shown different pages.',
      ],
      [
        'The list itself',
        'Save the list now and then and you will see that it is not rewritten: the check value of each entry is calculated from the one before it.',
      ],
    ],
    example: 'How to calculate it for the present answer page (the same value: the same page)',
    save: 'Save the list (keys.json)',
  },
  verify: {
    title: 'Anybody can check this',
    windowOf: () => 'Anybody can check this',
    lead: 'With the files below alone you can check that answers and valid cards agree in number, and that keys, questions and published data were not changed on the way. No file tells whose answer it is.',
    leaflet: 'Leaflet about this survey (one sheet of A4)',
    files: '1. Save the files',
    file: 'File',
    proves: 'What it shows',
    fetch: 'Commands that save them all',
    program: '2. Check with the program',
    programText:
      'Run this on a computer that has the program Kazetoshi. It uses no network, and says line by line what it has checked.',
    hand: '3. Check without Kazetoshi',
    handText:
      'Common tools (openssl, sha256sum, jq) will do. If the values are those below, they agree.',
    results: 'Published data and questions',
    card: 'Signature of one answer card',
    manual:
      'Other checks, and a short program that makes them all, are in the manual (docs/ja/verify.md, in Japanese).',
    counts: 'Numbers',
    countsText:
      'There are never more used cards than cards handed out and slips used together. A card that was lost and issued again can still be used: for each of these the same person may have answered twice.',
    counted: {
      eligible: 'Asked',
      people: (n, slips) => `${count(n)} people${slips === 0 ? '' : ` (${count(slips)} on paper)`}`,
      cards: 'Cards handed out at sign-in',
      sheets: count,
      reissued: (cards, anew) => `${cards} (issued again: ${anew})`,
      slips: 'Paper slips',
      used: (n) => `used: ${n}`,
      stock: (printed, spoilt, unused, missing) =>
        `printed: ${printed}, spoilt: ${spoilt}, left over: ${unused}, missing: ${missing}`,
      unknown: '(no record)',
      spent: 'Cards used',
      ballots: 'Answers',
      answers: count,
    },
    own: 'Compare for yourself',
    keyNumber: 'Key number',
    keyText: [': is it ', ' on the paper notice too? The ', ' has the same number.'],
    ownCard: 'Your own card',
    ownText: [
      ': see on ',
      'your own page',
      ' that it does not say “handed out” although you have not taken it. If it does, somebody may have used it.',
    ],
    limits: 'What the files cannot show',
    limitAnswers:
      'That nobody’s answers can be found out from the figures cannot be calculated again without the answers and the roster.',
    inspection: [' Record of the check before publication', ' says how it was checked.'],
    limitCount:
      'The count itself can only be checked by opening and counting the answers again. Keepers of the keys are present at the opening, and the box is destroyed afterwards.',
    list: {
      results: [
        'Published data',
        'All published figures. They agree with the check value recorded at the opening.',
      ],
      cards: [
        'Used answer cards',
        'For each answer there is one card with a valid signature. Nobody can tell whose card it is.',
      ],
      record: [
        'Record of opening and counting',
        'Cards handed out, cards used and answers agree in number. Keepers present, and the day.',
      ],
      survey: [
        'Questions and publication plan',
        'Questions and tables have not changed since the survey was decided on.',
      ],
      slips: ['Paper slips', 'There are no more slips than were published beforehand.'],
      keys: ['List of keys', 'No key was exchanged on the way. The list only grows.'],
    },
  },
}

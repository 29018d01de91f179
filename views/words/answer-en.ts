import type { AnswerWords } from './answer.ts'
import { say } from './phrase.ts'

export const answerEn: AnswerWords = {
  wait: 'Getting ready',
  noCard: 'Please take an answer card',
  noCardText: 'To answer, everybody uses one answer card. There is no answer card in this tab yet.',
  take: 'Take an answer card',
  slip: 'Use a paper slip',
  before: 'The survey has not opened yet',
  from: 'It opens on ',
  fromEnd: '.',
  closed: 'The survey has closed',
  closedText: 'Once they are counted, the results are published on the page “Results”.',
  results: 'To the results',
  offlineText:
    'Check that you are connected to the city’s network, then try again. Your answer card has not been used.',
  unsafe: (contact) =>
    say`The sealing key is another one than when you took your answer card. No answer has been sent. Please tell ${contact}.`,
  done: 'Your answers have been received',
  doneSlip: 'Thank you. Please shred the slip that you used.',
  nothingLeft: 'Nothing of your answers is left on this device.',
  doneOwn: 'Thank you. You have answered on this device.',
  sharedDevice: 'On a shared device, ',
  signOut: 'go back to the staff pages and sign out',
  closeTab: ', then close this tab.',
  contacts: 'Where to get advice',
  next: 'Next person',
  thanks: 'Back to the start screen in ',
  thanksEnd: ' seconds.',
  size: (questions) => `There are ${questions} questions with choices.`,
  sizeTexts: (questions, texts) =>
    `There are ${questions} questions with choices and ${texts} fields to write in.`,
  minutes: (minutes) => ` It takes about ${minutes} minutes.`,
  stopped: 'The closing is suspended at present. You can answer as usual.',
  until: 'Open until ',
  untilEnd: '.',
  shared:
    'Others use this device too. If it is not touched for 3 minutes, what you entered is deleted and the start screen comes back (you are warned first). Your slip is not used until you send.',
  promise: 'These answers are anonymous',
  apart:
    'Nobody, not even an administrator, can join who took an answer card with which answers are whose.',
  sealed:
    'Your answers are sealed on this device before they are sent. After the closing the key keepers open them together, they are counted and then destroyed. No individual answers remain.',
  voluntary: (contact) =>
    say`Answering is voluntary. You may answer during working hours. Heads of units do not ask whether or what you answered. If you are asked, tell ${contact}.`,
  grain: 'How finely your answers are published',
  onlyFrom: 'Only as tables of ',
  only: '. ',
  cross: '“×” means two of them combined.',
  textsApart:
    'What you write is separated from the answers you choose, and put into another order.',
  readers: (posts) =>
    say`The originals are read by two posts: ${posts}. Words that tell whom a text is about are masked, and texts are shown in the results only where at least 20 people answered and there are at least 5 texts.`,
  keySame: 'If this is the number on the printed notice, everybody seals with the same key.',
  seenAnswering:
    'Whoever watches the city’s network may be able to tell that you took part. They cannot see what you answered.',
  collusion:
    'If key keepers broke their promise, acted together and also had records of the network, answers might be joined with people until the key is destroyed.',
  style: 'The way a text is written may let others guess who wrote it.',
  progress: 'Questions answered',
  questions: ' questions',
  nextBlank: 'Next blank',
  noNames:
    'Please do not write the names of people, or anything that tells whom it is about. You may leave this blank.',
  elsewhere:
    'For harassment, breaches of the law, or troubles of body or mind, please do not write here but turn to the following.',
  noAnswer: 'Don’t know or no answer',
  anyNumber: 'Choose any number that apply.',
  aboutYou: 'About you',
  aboutYouText:
    'You may decline to give your unit or any of these. If you give them, your answers are part of the tables named with each.',
  number: (n) => `Q${n}`,
  managersNumber: (n) => `Managers’ Q${n}`,
  unitOn: ': your unit on that day',
  counted: 'Published tables: ',
  notCounted: 'Not used in any published table',
  facility: (example) =>
    say`If you work at a facility, choose the kind of facility in the list of sections, such as “${example}”.`,
  noBureau: 'No answer (department)',
  noSection: 'No answer (section)',
  refuse: 'No answer',
  managersFree: 'Questions for managers. Answering is voluntary.',
  managersOnly: 'For managers only.',
  blanks: 'Questions without an answer: ',
  blanksEnd: '',
  blanksText: 'You may leave blank what you do not want to answer.',
  proceed: 'Go on like this',
  toReview: 'Check my answers',
  review: 'Check your answers',
  notSent: 'Nothing has been sent yet. If this is right, please send it.',
  final:
    'Once sent, answers cannot be changed or withdrawn, because nobody can tell which ones are yours.',
  send: 'Send these answers',
  backToAnswers: 'Back to the questions',
  quit: 'Stop, back to the start screen',
  idleAnswer:
    'If nothing is touched, what you entered is deleted and the start screen comes back. Unless you have sent, your slip is not used.',
  cancelledText: (contact) =>
    say`The answer card that you took is no longer used. You need not do anything. If you have questions, ask ${contact}.`,
}

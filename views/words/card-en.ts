import type { CardWords } from './card.ts'
import { say } from './phrase.ts'

export const cardEn: CardWords = {
  title: 'Take your answer card',
  stopped: 'The closing is suspended at present.',
  stoppedAnswer: 'The closing is suspended at present. You can answer as usual.',
  until: (when) => ['Open until ', when, '.'],
  untilOnPaper: (when) => `Open until ${when}`,
  script: 'This page needs JavaScript',
  scriptText: 'Please use a tablet at your workplace, or another PC.',
  anew: 'Your answer card has been issued again',
  anewText:
    'You can take it once more. This happens only once. If you find the old card, please do not use it.',
  about:
    'An answer card is a card without a name, one for each of the staff who are asked. That you took it is recorded, but it is stamped without being seen, so that nobody, not even an administrator, can tell which card is whose.',
  goesOn: 'Once you have taken it, you go straight on to the questions. ',
  inTab: 'If you close this tab, the card is gone too',
  inTabEnd: ', so please go on and answer.',
  take: 'Take it and answer now',
  early: 'Take it on one day, answer on another',
  earlyText:
    'This PC bears a trace of the same person signing in before. If you alone use it, you can take the card today and answer on another day. With more time between the two, even somebody who watches the network can hardly join them.',
  takeEarly: 'Only take it today, answer later',
  code: 'Number of your answer card',
  taken: 'You have taken your answer card. You have not answered yet. ',
  codeText:
    'This number is your answer card itself. Like a key, show it to nobody and keep it safe.',
  print: 'Print',
  answerNow: 'Answer now',
  back: 'Back to the survey',
  whenAnswering: 'When you answer',
  here: 'On the PC on which you took it, you can answer from the page “Survey” without the number.',
  elsewhere: 'On another device, sign in, open the page of your answer card and enter this number.',
  notAlone:
    'The number alone is not enough; you must be signed in too. If you think somebody saw it, please answer soon.',
  shred:
    'After answering, please shred this paper. If the same number is sent twice, only the first answers count.',
  noName: 'Please do not write your name or staff number on this paper.',
  stays: 'What stays on this PC',
  staysText:
    'Until you answer, the card and this number are in the browser of this PC. Lock the screen when you leave your seat. When you answer, they are deleted from the browser’s memory.',
  traces:
    'Old records may remain on the PC’s disk for a while even then. All they tell is that a card taken here was used. What you answer is never written anywhere on this PC.',
  kept: 'Your answer card is on this PC',
  keptText: 'You took it before. You have not answered yet.',
  answer: 'Go on to the questions',
  showCode: 'Show the number and print it',
  resume: 'Not quite taken yet',
  resumeText: 'Last time the card was not completely received. You can go on from there.',
  resumeTake: 'Take it and go on to the questions',
  ready: 'Your answer card is in this tab',
  readyText: 'You have not answered yet. You can go on.',
  done: 'You have answered in this tab',
  doneText: 'Thank you. On a shared device, sign out before you close the tab.',
  asked: 'You have asked for it to be issued again',
  askedText:
    'Somebody of the personnel section checks with you and decides. If it is issued again, you can take it on this page.',
  notHere: 'Your answer card was handed out, but it is not in this tab',
  notHereDone: 'If you have answered already, there is nothing more to do.',
  notHereYet: 'If not, go back to the tab or PC on which you took it and answer there.',
  enterCode: 'Enter the number of an answer card',
  codeHelp:
    'The 18 letters and digits beginning with C that were shown when you took it. Hyphens, spaces, capitals or small letters make no difference.',
  useCode: 'Go on with this number',
  lost: 'I lost my answer card',
  lostText:
    'If you have not answered yet, you can ask the personnel section to issue it again: once for each person, up to the day before the closing.',
  aboutReissue: 'About issuing a card again',
  never: 'I do not remember taking it',
  neverText: (contact) =>
    say`Somebody may have taken it under your name. Please tell ${contact} at once. If you do not like to tell the personnel section, tell the secretariat of the audit commissioners.`,
  other: 'There is another answer card in this tab',
  otherText:
    'It belongs to somebody else, or it is your old one. It has not been used yet. So that it is not lost, please go on in a new tab.',
  newTab: 'Open a new tab',
  key: 'Key number',
  keyText:
    'You can check that it is the number on the printed notice. If it is not, do not take the card and tell the personnel section. ',
  anonymity: 'How anonymity works, and how to check it',
  paper: 'You receive your answer card on paper',
  paperAll:
    'At workplaces without personal PCs everybody receives a “survey slip” on paper. Nobody records who took which.',
  paperHow:
    'Read its QR code with a tablet at your workplace, or type its number, and answer. You need not sign in.',
  paperNone:
    'If there is none, or yours is torn or lost, tell the personnel section. You will receive a spare one.',
  paperCode: 'Type the number on the slip',
  reissue: 'Issuing an answer card again',
  askedFor: 'Your request has been received',
  askedForLines: (contact) => [
    'Somebody of the personnel section checks with you and decides.',
    'If it is issued again, the page “Survey” says that you can take it again.',
    say`If it is urgent, please call ${contact}.`,
  ],
  backToCard: 'Back to the page of the answer card',
  reissueFor: 'This is for those who took their answer card and lost it ',
  reissueBefore: 'before they answered',
  reissueEnd: '. Please read the following before you ask.',
  reissueOnce: 'If you have answered, please do not ask. Everybody answers once.',
  reissueDecided:
    'Somebody of the personnel section checks with you and decides whether to issue it again. That is possible once for each person.',
  reissueCounted:
    'How many cards were issued again is published with the results; for whom is not.',
  reissueOld:
    'The old card cannot be cancelled, because nobody knows whose it is. If you find it, please do not use it.',
  reissueLast: (day) => say`Cards are issued again up to the day before the closing (${day}).`,
  ask: 'I have not answered yet; ask for a new card',
  goBack: 'Back',
  crumb: 'Survey',
}

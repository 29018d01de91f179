import type { PostWords } from './post.ts'

export const postEn: PostWords = {
  steps: 'Steps of a proposal',
  step0: 'Start',
  step1: 'Write',
  step2: 'Check',
  step3: 'Receipt',
  step4: 'Send',
  start: 'Improvement proposal',
  startText:
    'You can make a proposal at any time without giving your name, about your own unit or any other.',
  desks: 'What should go elsewhere',
  desksText:
    'What you write here about the following is not passed on to these contacts, and would come too late if it is urgent.',
  whistle: 'Reports of unlawful or improper conduct',
  harassment: 'Harassment',
  personnel: 'Postings, pay, treatment, or particular people',
  health: 'Troubles of mind or body',
  accident: 'Accidents, urgent safety, leaks of information',
  accidentText: 'To the head of your unit and the section in charge, at once',
  promise: 'This proposal is anonymous',
  nobody:
    'Nobody, not even an administrator, can tell who wrote it. Name, staff number and unit are neither asked for nor kept.',
  sealed:
    'Your proposal is sealed on this device before it is sent. The proposal desk opens all of them together on the morning of a working day, and puts them into another order before reading. Only the date remains.',
  keySame:
    'If this is the number on the page “Propose” after signing in, everybody seals with the same key.',
  seenSending:
    'Whoever watches the city’s network may be able to tell that you sent something. They cannot see what.',
  collusion:
    'The proposal desk holds the key that opens the box. If it acted together with someone who has records of the network, proposals might be joined with people until the key of the box is destroyed.',
  style:
    'The way a text is written, or something that only its writer knows, may let others guess who wrote it.',
  wait: 'Getting ready…',
  withSlip: 'This uses one paper proposal slip',
  withSlipText:
    'It is not used until you send. Proposal cards of others on this device are never used.',
  write: 'Write a proposal',
  follow: 'Follow up with a receipt number',
  noCard: 'There is no proposal card on this device',
  noCardText:
    'Proposal cards arrive by themselves when you sign in. Sign in once, then come back with “Write a proposal” on the page “Propose”. On a shared tablet, come back in the same tab.',
  signIn: 'Sign in to receive one',
  slip: 'Use a paper proposal slip',
  notOpen: 'The proposal box is not ready yet',
  notOpenText:
    'It can be used once the proposal desk has prepared its key. Please ask the administrative section.',
  offlineText: 'Check that you are connected to the city’s network, then try again.',
  unsafeText:
    'The sealing key is not right. Nothing has been sent. Please tell the administrative section.',
  writeText:
    'Until you send it, what you write is on this page only. It is lost when you close it.',
  errors: 'Please check what you entered',
  titleLabel: 'Title',
  unitLabel: 'Addressed to',
  unitHelp: 'If you do not know, the proposal desk finds out who is in charge.',
  unknownUnit: 'I do not know',
  wholeBureau: 'Whole, or unknown',
  themeLabel: 'Theme',
  kindLabel: 'Kind',
  currentLabel: 'How it is now',
  currentHelp:
    'What is the trouble, and how much of it? Please do not write the names of people, or anything that tells whom it is about.',
  ideaLabel: 'What to improve',
  ideaHelp: 'What you think should be done. It may be unfinished.',
  similar: 'There are similar proposals',
  similarText:
    'They were found on this device. What you are writing has been sent nowhere. If you think the same, you can support one instead of sending a new one.',
  effectsLabel: 'What it would bring',
  effectsHelp: 'Choose any number.',
  effectLabel: 'More about the effect',
  effectHelp: 'For example how many hours or cases.',
  publicityLabel: 'Who may read it',
  open: 'May be public',
  openHelp:
    'All staff can read your text in the list of proposals, and the unit in charge reads it to answer.',
  summary: 'Summary only',
  summaryHelp:
    'The proposal desk writes a short summary, which you check with your receipt number. The unit and all staff read the summary only. Recommended for proposals to your own unit.',
  closed: 'Not public',
  closedHelp:
    'It does not appear in the list of proposals. The unit in charge reads your text and answers. Only you can read the answer.',
  headLabel: 'About the head of the unit',
  head: 'It concerns the head of the unit it is addressed to',
  headHelp:
    'Staff of that unit do not even see that there is a proposal. The head of the department deals with it, and it does not appear in the list of proposals.',
  must: '*Required',
  may: 'Optional',
  check: 'Check',
  discard: 'Delete what I wrote and finish',
  checkTitle: 'Check before sending',
  notSent: 'Nothing has been sent yet.',
  noClues: 'Nothing was found that seems to point at a person',
  noCluesText: 'Something may have been missed. Please read your text below once more.',
  clues: 'Words that may point at a person: ',
  cluesEnd: '',
  cluesText: 'Whether to change them is up to you. You can also send it as it is.',
  seen: 'This is what the unit sees',
  own: 'What only the proposal desk reads',
  chosen: 'What you chose',
  toReceipt: 'Get a receipt number',
  rewrite: 'Change it',
  receipt: 'Write down your receipt number',
  receiptText: 'This number is the only way to follow up your proposal.',
  receiptName: 'Receipt number',
  onPaper: 'Copy it onto paper. ',
  onPaperText:
    'Please do not keep it on a PC or phone. Printing it or taking a picture may leave traces too.',
  takeHome: 'Copy it onto paper and take it with you. ',
  takeHomeText:
    'It does not stay on this device. If you write it on the proposal slip, do not give that paper to anyone. Printing may leave a trace in the printer.',
  showNobody:
    'Show it to nobody. Whoever knows it can follow up, reply and withdraw in your place.',
  noSecond:
    'If you lose it, there is no second one. The proposal is still reviewed, and the outcome can be read in the list of proposals (if it is public).',
  paper:
    'This is a receipt number. It is used to follow up an improvement proposal, on the page “Follow up a proposal”. Show it to nobody, and keep it safe.',
  written: 'I have written it down',
  print: 'Print the number',
  send: 'Seal and send',
  lastFive: 'Last five characters of the receipt number',
  lastFiveHelp:
    'Type them from the paper on which you wrote it down. Hyphens, capitals or small letters make no difference.',
  final:
    'Once sent, it cannot be changed. With the receipt number you can withdraw it, and rewrite it if the proposal desk asks you to.',
  seeReceipt: 'See the receipt number again',
  sent: 'Your proposal is in the box',
  thanks: 'Thank you.',
  opens: 'When it is opened',
  opensText: (most) =>
    `On the morning of the next working day. If few have arrived, it waits up to ${most} working days.`,
  checked: 'Check on receipt',
  checkedText: (days) =>
    `Within ${days} working days of opening, the proposal desk decides who is in charge.`,
  replied: 'First answer of the unit',
  repliedText: (days) => `Within ${days} working days of the unit’s acceptance.`,
  toFollow: 'To follow it up',
  toFollowText: 'Only with the receipt number; once it is opened, from any device.',
  leftNothing:
    'Neither your text nor the receipt number is left on this device. On a shared device, sign out and close this tab.',
  leftNothingSlip:
    'Neither your text nor the receipt number nor the proposal card is left on this device. The paper slip can no longer be used. If you wrote the receipt number on it, take it with you.',
  end: 'Finish',
  idlePost:
    'If nothing is touched, what you wrote is deleted and the start screen comes back. A proposal slip that was not sent can be used again.',
  time: 'Less work or time',
  service: 'Better service for residents',
  cost: 'Lower cost or more income',
  safety: 'Fewer mistakes, more safety',
  workplace: 'Better workplace',
  other: 'Other',
}

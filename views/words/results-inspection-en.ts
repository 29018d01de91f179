import { joined, say } from './phrase.ts'
import type { InspectionWords } from './results-inspection.ts'

const count = (n: number) => n.toLocaleString('en-GB')

/** 公表前の点検記録 in English. */
export const inspectionEnglish: InspectionWords = {
  title: 'Record of the check before publication',
  windowOf: () => 'Record of the check before publication',
  lead: (k) =>
    `However the published figures are combined, nothing can be found out about fewer than ${k} people, or about the answers of one. This record says how that was checked by calculation before the publication.`,
  respondents: 'Respondents',
  tooFew: 'fewer than the rule asks for',
  people: count,
  number: count,
  rule: 'Rule',
  ruleText: (k, decision, full) =>
    say`${k} people or more${decision === '' ? '' : say` (decision number ${{ ja: decision }})`}${full === null ? '' : `; each answer by itself from ${full} people on`}`,
  opened: 'Opened',
  openedText: (day, posts) =>
    say`${day}. Present: ${joined(
      posts.map((ja) => ({ ja })),
      ', ',
    )}`,
  published: 'Published',
  notYet: '(not yet published)',
  simple: (k) =>
    `This survey was published by an earlier method: only the whole city and departments are shown, without departments of fewer than ${k} people and those that subtraction would give away. There is no record of combinations being checked by calculation.`,
  tables: 'What was published',
  heads: ['Table', 'Groups', 'Shown', 'Not shown', 'Others (combined)', 'People in groups shown'],
  percent: (percent) => `${percent}%`,
  tablesText: (k) =>
    `“Not shown” are groups with fewer than ${k} respondents, groups that subtraction would give away, and groups in which nobody answered; nothing says which. “Others (combined)” put together those whom subtraction would leave over. On the right: the share of all respondents who are in a group that is shown (without those who did not say).`,
  withdrawn: (names, day, decision) => ({
    strong: say`Table left out: ${names}`,
    rest: say` (${day}, decision number ${{ ja: decision }}). It was part of the announced plan, did not pass the check, and was taken out before the publication.`,
  }),
  checks: 'What was checked',
  nothing:
    'Fewer people answered than the rule asks for, so no group is shown and no figure is published.',
  subtraction: 'Subtraction gives nothing away',
  programs: (lps) => [
    'Of all sums and differences of published figures, those that concern the fewest people were looked for, in ',
    `${lps} calculations`,
    '',
  ],
  integers: (mips) => ` (${mips} of them solved again in whole numbers)`,
  bound: (least, k) => [
    '. Each concerns ',
    `${least} people or more`,
    `; none fewer than the ${k} of the rule.`,
  ],
  noPrograms: (k) => `No sum or difference of published groups concerns fewer than ${k} people.`,
  single: 'Nobody’s answer is settled',
  pairs: (pairs) => [
    'Supposing that somebody holds the roster and knows who answered: for all ',
    `${pairs} pairs`,
    ' of a person and a question it was checked that other answers would fit all published figures as well. ',
  ],
  widened: (n) => `${n} values were rounded more widely`,
  hiddenItems: (n) => `${n} values were hidden`,
  repaired: (before, repairs) => [
    `With rounding alone ${before} pairs were settled; ${repairs.join(' and ')}, which left `,
    '0',
    '.',
  ],
  none: ['Settled answers: ', '0', '.'],
  right: 'The figures are right',
  rightText:
    'The finished figures were counted again from the answers: all numbers and shares agree.',
  time: 'Time taken',
  timeText: (pattern, certificate, audit) =>
    `choice of groups ${pattern}, check of subtractions ${certificate}, check of answers ${audit}`,
  duration: (minutes, seconds) =>
    minutes === 0
      ? seconds === 0
        ? 'less than 1 second'
        : `${seconds} s`
      : `${minutes} min ${seconds} s`,
  kept: 'What is kept safe',
  keptList: (k) => [
    `No combination of published figures gives the results of fewer than ${k} people.`,
    'Even who holds the roster and knows who answered cannot know anybody’s answer for certain.',
    'Staff, heads of units and the personnel section see the same tables. No finer ones are added later.',
  ],
  limits: 'What the check cannot do',
  limitsList: (k) => [
    'It prevents certainty. Where most people answer alike one can still guess that somebody probably did too.',
    `A member of a group can work out the result of the others (at least ${k - 1} people). The more members tell each other, the fewer are left.`,
    'Which values were widened or hidden depends on the answers. To somebody who knows the procedure this may be a hint.',
    'Free texts are not part of this check.',
    'Subtractions are checked in decimals (error below one in a million); combinations that are found are confirmed exactly in whole numbers.',
  ],
  hashes: 'Check values (SHA-256)',
  hashesText:
    'They show that the published data (JSON) and the questions have not been rewritten since.',
  hashOf: {
    published: 'Published data',
    pattern: 'Proof of the published groups',
    questionnaire: 'Questions and plan',
    program: 'Version of the program',
  },
  program: (version) => say`Kazetoshi ${version}`,
  printing: 'It prints on one sheet of A4.',
}

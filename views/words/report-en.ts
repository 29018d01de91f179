import { say } from './phrase.ts'
import type { ReportWords } from './report.ts'

const units = (n: number) => (n === 1 ? 'one unit has' : `${n} units have`)

export const en: ReportWords = {
  title: (year) => `Work reform: report for ${year}`,
  short: (year) => `Report for ${year}`,
  continued: ' (continued)',
  page: (page, of) => `Page ${page} of ${of}`,
  asOf: (day) => `Data of ${day}`,
  year: 'Fiscal year',
  pdf: 'PDF (two pages of A4)',
  xlsx: 'The tables behind it (Excel)',
  gap: ' ',
  print: 'Printed by the browser this page is two pages of A4, too.',
  how: 'Made of published figures as they are; nothing has to be added by hand. PDF and Excel are in Japanese.',
  missing: 'The font of the PDF lacks some characters',
  missingText: (characters) =>
    say`The PDF prints 〓 for: ${characters}. This page, printed, and Excel have them.`,
  from: 'Pages behind it',
  sources: {
    indicators: 'Indicators',
    results: 'Survey results',
    numbers: 'Proposals in numbers',
    actions: 'What units are doing',
  },
  reading: 'How to read the figures',
  readingOf: {
    survey: 'Survey',
    indicators: 'Indicators',
    notes: 'Notes',
    proposals: 'Proposals',
  },
  rule: (k, people) =>
    `Groups with fewer than ${k} respondents, and those that subtraction would give away, are not shown. Shares of departments are rounded so that a step stands for ${people} people or more; with steps of 5 points or more they say “about”.`,
  onlyPublished: ' Only published figures are used.',
  sep: ', ',
  note: (inner) => ` (${inner})`,
  cite: (source) => say`Source: ${source}`,
  sample: (value) => `${value} (sample)`,
  points: (points) => `${points > 0 ? '+' : points < 0 ? '−' : '±'}${Math.abs(points).toFixed(1)}`,
  none: '–',
  more: (count, page) => `${count} more: see “${page}” and Excel.`,
  indicators: {
    title: 'Indicators: where they are and their goals',
    counts: (met, missed, none) =>
      `${met} met, ${missed} missed${none === 0 ? '' : `, ${none} without verdict`}`,
    heads: {
      name: 'Indicator',
      year: 'Year',
      now: 'Now',
      before: 'Year before',
      goal: 'Goal',
      verdict: 'Verdict',
    },
    empty: 'There are no indicators yet.',
    name: (heading, label) => say`${heading}: ${label}`,
    longTerm: (goal) => say` (in the long run: ${goal})`,
    gap: (before, now) => `gap ${before} → ${now}`,
    reference: 'for reference',
    reasons: {
      'not-surveyed': 'not surveyed',
      'no-entry': 'no value',
      'no-target': 'no goal for this year',
      break: 'break of series',
      'not-surveyed-before': 'not surveyed the year before',
      'no-entry-before': 'no value of the year before',
    },
  },
  survey: {
    whole: 'Survey: whole city',
    respondents: (n) => `${n} respondents`,
    heads: {
      name: 'Indicator',
      share: 'Share',
      valid: 'Valid answers',
      margin: 'Margin (95%)',
      change: 'Change',
    },
    within: (change) => `${change} (within chance)`,
    empty: 'The results of this year’s survey have not been published yet.',
    tooFew: (k) =>
      `Fewer than ${k} people answered, so neither their number nor any share is published.`,
    dates: (reference, first, last, published) =>
      `Reference day: ${reference}. Open from ${first} to ${last}. Published: ${published}.`,
    first:
      '“Change” compares with the survey that was published here before; this is the first, hence “–”.',
    bureaus: 'Survey: by department (official order)',
    bureau: 'Department',
    people: 'Respondents',
    bureausEmpty: 'No table by department is published.',
  },
  proposals: {
    received: 'Proposals received this year and listed (states of today)',
    sum: 'Total',
    receivedEmpty: 'There are no numbers of proposals for this year.',
    times: 'Proposals: how soon answers come (receipt to first conclusion)',
    restFew: (units, least) => `${units} more units have fewer than ${least} answers: not shown.`,
    allFew: (units, least) =>
      `The ${units} units that have answered have fewer than ${least} answers each: not shown.`,
    hours: 'Proposals carried out this year, whenever received: effect (hours a year)',
    hoursOf: (n) => `${n} h`,
    hidden: 'Proposals that are not listed (ranges)',
    zero: (band) => `None is “${band}” too.`,
  },
  followUp: {
    stopWorks: 'Work given up',
    stopHours: (hours) => `${hours} hours a year in all`,
    stopHeads: { unit: 'Unit', name: 'Work', state: 'Decision', hours: 'Hours a year' },
    stopEmpty: 'Nothing has been decided this year yet.',
    cases: 'Good practice',
    caseHeads: { unit: 'Unit', title: 'Title', effect: 'Effect' },
    casesEmpty: 'Nothing has been shared with the whole city this year yet.',
    clipped: 'Texts that end in “…” go on at “What units are doing” and in Excel.',
    review: (confirmed, actions, done) =>
      `Yearly review: ${units(confirmed)} confirmed. Improvements: ${actions} (${done} done)`,
  },
}

import { Worker } from 'node:worker_threads'
import type { Questionnaire } from '../server/survey/questionnaire.ts'
import type { Deed } from './attack/truth.ts'
import type { SamplePerson } from './demo-answers.ts'
import { SAMPLE_PASSWORD } from './demo-city.ts'
import type { PeopleNews, PeopleOrder } from './demo-people.ts'

/**
 * Everybody of `people` answers over HTTP, in a thread of their own: who has a PC signs in, the others use
 * a paper slip each.
 *
 * @param slips codes of the slips, more than there are people without a PC
 * @returns one row of cells a person: what the person remembers (columns: `rowHeader`); and what they did,
 *   in order of arrival
 */
export async function letAnswer(
  origin: string,
  questionnaire: Questionnaire,
  people: readonly SamplePerson[],
  seed: number,
  slips: readonly string[],
  report: (done: number) => void,
): Promise<{ rows: string[][]; deeds: readonly Deed[] }> {
  const password = SAMPLE_PASSWORD
  const workerData: PeopleOrder = {
    origin,
    questionnaire,
    people,
    seed,
    password,
    slips,
    atOnce: 12,
  }
  const worker = new Worker(new URL('./demo-people.js', import.meta.url), { workerData })
  return new Promise((resolve, reject) => {
    let rows: string[][] = []
    let deeds: readonly Deed[] = []
    worker.on('message', (news: PeopleNews) => {
      if (news.kind === 'done') report(news.done)
      else {
        rows = news.rows.map((row) => [...row])
        deeds = news.deeds
      }
    })
    worker.on('error', reject)
    worker.on('exit', (code) =>
      code === 0 ? resolve({ rows, deeds }) : reject(new Error('people stopped')),
    )
  })
}

import { Worker } from 'node:worker_threads'
import type { Report } from './report-model.ts'
import { missingInPdf, reportPdf } from './report-pdf.ts'
import { reportXlsx } from './report-xlsx.ts'

/** One file of a report in Japanese. Plain data: it can be posted to a thread. */
export interface ReportOrder {
  /** `missing`: the characters that the PDF cannot print, as JSON. */
  readonly form: 'pdf' | 'xlsx' | 'missing'
  readonly report: Report
}

/**
 * Reading two fonts and laying out two pages takes a second of work, so a thread of its own makes the file;
 * from the TypeScript sources (tests, tsx) it is made in place.
 */
export async function makeReportFile(order: ReportOrder): Promise<Buffer> {
  return import.meta.url.endsWith('.ts') ? reportFile(order) : inThread(order)
}

export async function reportFile({ form, report }: ReportOrder): Promise<Buffer> {
  if (form === 'pdf') return reportPdf(report)
  return form === 'xlsx' ? reportXlsx(report) : Buffer.from(JSON.stringify(missingInPdf(report)))
}

function inThread(order: ReportOrder): Promise<Buffer> {
  const worker = new Worker(new URL('./report-thread.js', import.meta.url), { workerData: order })
  worker.unref()
  return new Promise((resolve, reject) => {
    worker.once('message', (made: Uint8Array) => resolve(Buffer.from(made)))
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('the thread of a report has ended')))
  })
}

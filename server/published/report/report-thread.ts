/** The thread that makes one file of a report (report-file.ts). */
import { parentPort, workerData } from 'node:worker_threads'
import { reportFile, type ReportOrder } from './report-file.ts'

parentPort?.postMessage(await reportFile(workerData as ReportOrder))

/** The thread that makes one file of a published set (export-file.ts). */
import { parentPort, workerData } from 'node:worker_threads'
import { exportFile, type ExportOrder } from './export-file.ts'

parentPort?.postMessage(await exportFile(workerData as ExportOrder))

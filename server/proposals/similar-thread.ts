/** The thread that makes the index of similar proposals (similar-file.ts). */
import { parentPort, workerData } from 'node:worker_threads'
import { similarJson, type SimilarText } from './similar-file.ts'

parentPort?.postMessage(similarJson(workerData as SimilarText[]))

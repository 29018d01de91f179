export * from '../calendar/jst.ts'

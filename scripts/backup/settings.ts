import { parseArgs, type ParseArgsConfig } from 'node:util'
import { Refusal } from './refusal.ts'

/** The command was typed wrongly. */
export class BadOptions extends Refusal {}

/** @throws {BadOptions} */
export function parsed<T extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: T,
) {
  try {
    return parseArgs({ args: [...args], options }).values
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new BadOptions(`指定が正しくありません。--help をご覧ください。（${reason}）`)
  }
}

/** Runs a command; a refusal is a sentence. @returns the exit code: 1 refused, 2 typed wrongly. */
export async function told(act: () => Promise<number>): Promise<number> {
  process.stdout.on('error', () => {})
  try {
    return await act()
  } catch (error) {
    if (!(error instanceof Error) || !['Refusal', 'NoTar'].includes(error.name)) throw error
    console.error(error.message)
    return error instanceof BadOptions ? 2 : 1
  }
}

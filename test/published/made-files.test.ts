import { describe, expect, it } from 'vitest'
import { MadeFiles } from '../../server/published/results/made-files.ts'

describe('作り置きのファイル', () => {
  it('makes what is asked for twice at a time once, and keeps a few only', async () => {
    const files = new MadeFiles(2)
    const made: string[] = []
    const ask = async (name: string, stamp: string) =>
      files.get(name, stamp, async () => {
        made.push(name + stamp)
        return Buffer.from(name + stamp)
      })
    expect(String(Buffer.concat(await Promise.all([ask('a', '1'), ask('a', '1')])))).toBe('a1a1')
    await ask('b', '1')
    await ask('a', '1')
    await ask('c', '1')
    await ask('a', '1')
    await ask('b', '1')
    await ask('b', '2')
    expect(made).toEqual(['a1', 'b1', 'c1', 'b1', 'b2'])
  })

  it('does not keep what could not be made', async () => {
    const files = new MadeFiles(2)
    const fail = async () => Promise.reject(new Error('no'))
    await expect(files.get('a', '1', fail)).rejects.toThrow('no')
    expect(String(await files.get('a', '1', async () => Buffer.from('yes')))).toBe('yes')
  })
})

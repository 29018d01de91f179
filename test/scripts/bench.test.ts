import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { projectFile } from '../../server/http/project-file.ts'

const bench = (...args: string[]) =>
  spawnSync(process.execPath, [projectFile('dist', 'scripts', 'bench.js'), ...args], {
    encoding: 'utf8',
    cwd: projectFile(),
  })

describe('npm run bench', () => {
  it('prints a line a row, with what the machine was like beside it, and loses no ballot', () => {
    const run = bench('--quick', '--rounds', '1', '--rows', 'cast-null,protect-2300,kill9')
    expect(run.stderr).toBe('')
    expect(run.status).toBe(0)
    const lines = run.stdout.trimEnd().split('\n')
    const rows = lines.filter((line) => !line.startsWith('#'))
    expect(rows).toHaveLength(3)
    expect(rows[0]).toMatch(/^cast-null \d+% ≥45% (ok|short)$/)
    expect(rows[1]).toMatch(/^protect-2300 [\d.]+s\([\d.]+x\) ≤15s (ok|short)$/)
    expect(rows[2]).toBe('kill9 0lost 0lost ok')
    expect(lines.filter((line) => /load average [\d.]+, \d+ fdatasync\/s/.test(line))).toHaveLength(
      3,
    )
  })

  it('says how it is used when asked, and when a row is unknown', () => {
    expect(bench('--help')).toMatchObject({ status: 0, stderr: '' })
    const unknown = bench('--rows', 'speed')
    expect(unknown.status).toBe(2)
    expect(unknown.stderr).toContain('--rows')
  })
})

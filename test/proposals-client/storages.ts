import { onTestFinished, vi } from 'vitest'

/** A browser's storage in memory; `refuses` makes every write throw, as private modes do. */
export class MemoryStorage implements Storage {
  readonly held = new Map<string, string>()
  refuses = false

  get length(): number {
    return this.held.size
  }
  key = (index: number): string | null => [...this.held.keys()][index] ?? null
  getItem = (key: string): string | null => this.held.get(key) ?? null
  setItem = (key: string, value: string): void => {
    if (this.refuses) throw new DOMException('no', 'QuotaExceededError')
    this.held.set(key, value)
  }
  removeItem = (key: string): void => void this.held.delete(key)
  clear = (): void => this.held.clear()
}

/** Stands in for the storages of a browser for the time of a test. */
export function browserStorages() {
  const storages = { local: new MemoryStorage(), session: new MemoryStorage() }
  vi.stubGlobal('localStorage', storages.local)
  vi.stubGlobal('sessionStorage', storages.session)
  onTestFinished(() => void vi.unstubAllGlobals())
  return storages
}

export interface Check {
  readonly topic: string
  /** `choice`: neither right nor wrong. */
  readonly state: 'good' | 'attention' | 'choice'
  readonly found: string
  /** What to do; '' when there is nothing. */
  readonly next: string
}

export function good(topic: string, found: string): Check {
  return { topic, state: 'good', found, next: '' }
}

export function attention(topic: string, found: string, next: string): Check {
  return { topic, state: 'attention', found, next }
}

export function choice(topic: string, found: string, next: string): Check {
  return { topic, state: 'choice', found, next }
}

/** From one day to a later one. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000
}

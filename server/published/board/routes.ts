import type { FastifyInstance } from 'fastify'
import type { Surroundings } from '../../proposals/desk.ts'
import type { Proposal } from '../../proposals/proposal.ts'

export interface BoardOptions {
  /** Where published pages live: '' or '/staff'. */
  readonly base: string
  readonly proposals: {
    all(): readonly Proposal[]
    /** Grows with every change of `all()`. */
    revision(): number
  }
  readonly surroundings: () => Promise<Surroundings>
}

/** 提案の一覧: what everybody may read of proposals, answers and effects. */
export async function board(_app: FastifyInstance, _options: BoardOptions): Promise<void> {}

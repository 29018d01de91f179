import highsModule from 'highs'

/** A linear (or, with `integer`, mixed-integer) model: optimise cost·x, rows and columns between bounds. */
export interface SolverInput {
  readonly sense: 'min' | 'max'
  readonly cost: Float64Array
  readonly lower: Float64Array
  readonly upper: Float64Array
  readonly rows: SparseRows
  /** 1 for a column that has to be whole; absent: none. */
  readonly integer?: Uint8Array
}

/** Row r holds `columns[i]`, `values[i]` for `starts[r] <= i < starts[r + 1]`. */
export interface SparseRows {
  readonly starts: Int32Array
  readonly columns: Int32Array
  readonly values: Float64Array
  readonly lower: Float64Array
  readonly upper: Float64Array
}

export interface Solution {
  /** `failed`: a limit was reached or the solver gave up; nothing may be concluded from it. */
  readonly status: 'optimal' | 'infeasible' | 'unbounded' | 'failed'
  readonly objective: number
  readonly x: Float64Array
  /** One a row; all zero after a mixed-integer solve. */
  readonly rowDual: Float64Array
}

/** Kept in the solver between solves: only costs and bounds change, and the last basis is the next start. */
export interface SolverModel {
  setCost(column: number, cost: number): void
  setBounds(column: number, lower: number, upper: number): void
  solve(): Solution
  dispose(): void
}

/** Who solves: HiGHS, or what a test puts in its place. Nothing a solver says is believed unchecked. */
export interface Solver {
  readonly infinity: number
  model(input: SolverInput): SolverModel
}

/** Seconds after which one solve is given up. */
const TIME_LIMIT_S = 60

/** The package's types describe its CommonJS build; as a module the function itself is the default. */
const loadHighs = highsModule as unknown as typeof highsModule.default

/** HiGHS compiled to WebAssembly (MIT); about 40 ms to load, once a thread. */
export async function highsSolver(): Promise<Solver> {
  const highs = await loadHighs()
  const { modelStatus, objectiveSense, variableType } = highs.constants
  return {
    infinity: highs.infinity,
    model(input) {
      const columns = input.cost.length
      const whole = input.integer?.includes(1) === true
      const { rows } = input
      const model = highs.createModel()
      model.options.set({ output_flag: false, time_limit: TIME_LIMIT_S })
      // Warm starts: a primal simplex goes on from the last vertex when only the objective moves.
      if (!whole) model.options.set({ solver: 'simplex', presolve: 'off', simplex_strategy: 4 })
      model.passModel({
        numCols: columns,
        numRows: rows.lower.length,
        sense: input.sense === 'min' ? objectiveSense.minimize : objectiveSense.maximize,
        offset: 0,
        colCost: input.cost,
        colLower: input.lower,
        colUpper: input.upper,
        rowLower: rows.lower,
        rowUpper: rows.upper,
        matrix: {
          format: 'csr',
          numRows: rows.lower.length,
          numCols: columns,
          starts: rows.starts,
          indices: rows.columns,
          values: rows.values,
        },
        ...(input.integer === undefined || !whole
          ? {}
          : {
              integrality: Array.from(input.integer, (i) =>
                i === 1 ? variableType.integer : variableType.continuous,
              ),
            }),
      })
      return {
        setCost: (column, cost) => void model.changeColCost(column, cost),
        setBounds: (column, lower, upper) => void model.changeColBounds(column, lower, upper),
        solve() {
          model.run()
          const { colValue, rowDual } = model.getSolution()
          return {
            status: statusOf(model.getModelStatus()),
            objective: model.getObjectiveValue(),
            x: colValue,
            rowDual,
          }
        },
        dispose: () => model.dispose(),
      }
    },
  }

  function statusOf(status: number): Solution['status'] {
    if (status === modelStatus.optimal) return 'optimal'
    if (status === modelStatus.infeasible) return 'infeasible'
    return status === modelStatus.unbounded ? 'unbounded' : 'failed'
  }
}

/** One step of a store: a name (order = position in the list) and plain SQL, a statement each. */
export interface StoreMigration {
  readonly name: string
  readonly statements: readonly string[]
}

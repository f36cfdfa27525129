// SPDX-License-Identifier: Apache-2.0
// Evaluates an expression of a MutatingAdmissionPolicy. Standard input: {"expression": TEXT, "object": POD} as JSON;
// standard output: the value as JSON. The evaluator has no types of Kubernetes. So `Object.spec{name: value}`, which
// makes an object of such a type, is read as a map with these keys.
import { readFileSync } from "node:fs";
import { Environment } from "@marcbachmann/cel-js";

const { expression, object } = JSON.parse(readFileSync(0, "utf8"));
const untyped = expression
    .replace(/\b(?:Object|JSONPatch)(?:\.\w+)*\{/g, "{")
    .replace(/([{,]\s*)([A-Za-z]\w*):/g, '$1"$2":');
const environment = new Environment({ homogeneousAggregateLiterals: false, unlistedVariablesAreDyn: true });
const value = environment.evaluate(untyped, { object });
process.stdout.write(JSON.stringify(value, (_, it) => (typeof it === "bigint" ? Number(it) : it)));

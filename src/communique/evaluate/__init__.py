"""The scorers, one module each, and the quality gate. `evaluate(paths)` of a module returns its figures with counts."""

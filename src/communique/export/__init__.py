"""The record in other shapes: rows as scripts rely on them, and data sets written to a folder."""

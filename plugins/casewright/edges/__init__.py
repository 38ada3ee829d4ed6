"""The only code that knows an engine or a terminal."""

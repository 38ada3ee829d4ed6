"""From a library to a linked library: what belongs together, and what should and does not."""

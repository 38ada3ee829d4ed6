"""From a linked library to data for machines: JSON, CSV, RSS, front matter."""

"""From views to what people and machines read: pages, references, messages."""

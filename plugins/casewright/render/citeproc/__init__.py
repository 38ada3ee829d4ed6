"""The engine that formats references: pandoc's citeproc, in processes of its own."""

"""What a casebook consists of: frozen values without files, networks or engines."""

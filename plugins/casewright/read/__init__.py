"""From files to a library. Reading never raises on what people wrote: every fault becomes a problem."""

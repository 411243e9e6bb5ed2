"""Pages of shell."""

"""Pages of the matrix and of the evidence register."""

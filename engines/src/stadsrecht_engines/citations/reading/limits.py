"""How much is read at most."""

LARGEST = 30 * 1024 * 1024  # bytes of a file
LONGEST = 40 * 1024 * 1024  # characters of its text
UNFOLDED = 120 * 1024 * 1024  # bytes of the XML inside a zipped document
PIECE = 64 * 1024
PAGES = 5_000

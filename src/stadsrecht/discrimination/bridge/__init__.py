"""How reports use the kernel's sealing, how files are cleaned, and how a city's lists and texts are read."""

"""City, districts (wijken) and neighbourhoods (buurten), with boundaries and the period in which they hold."""

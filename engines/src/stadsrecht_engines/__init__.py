"""Pure algorithms of Stadsrecht. Each engine is a package of its own; none knows another."""

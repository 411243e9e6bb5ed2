"""Base template, components, navigation, home, search, tour and error pages."""

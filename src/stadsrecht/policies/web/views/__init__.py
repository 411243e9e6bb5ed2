"""Pages of policies and actions: those for everyone, and those of the desk."""

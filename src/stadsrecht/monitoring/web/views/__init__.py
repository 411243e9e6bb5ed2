"""Pages of figures: what everyone sees, and the desk."""

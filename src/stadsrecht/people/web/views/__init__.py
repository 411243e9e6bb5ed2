"""One's own account, and the administrator's pages of the desk."""

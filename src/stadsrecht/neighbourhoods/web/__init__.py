"""Pages of training: the catalogue, the pages behind a letter, and the desk."""
